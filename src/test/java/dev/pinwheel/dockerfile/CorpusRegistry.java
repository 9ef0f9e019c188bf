package dev.pinwheel.dockerfile;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.candidate.RealParts;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * A CNCF distribution registry, the real program, and its access log. In each namespace every tag points
 * at one image, and there is another one that has no tag: what is asked for by digest was not seen by tag.
 */
final class CorpusRegistry implements AutoCloseable {

    private static final Path START = Path.of("deploy", "parts", "start-registry");
    private static final String MANIFEST = "application/vnd.docker.distribution.manifest.v2+json";
    private static final Pattern ASKED = Pattern.compile("\"(?:GET|HEAD) /v2/(\\S+)/manifests/(\\S+) HTTP");
    private static final String STORE = "store";

    private final HttpClient http = HttpClient.newHttpClient();
    private final TinyImage image = new TinyImage();
    private final Path directory;
    private final ProcessHandle process;
    private final String host;

    private CorpusRegistry(Path directory, ProcessHandle process, String host) {
        this.directory = directory;
        this.process = process;
        this.host = host;
    }

    /** Starts it with its images and its log in a directory. */
    static CorpusRegistry start(Path directory) throws IOException, InterruptedException {
        RealParts.need("docker-registry");
        var answer = RealParts.run(List.of(START.toAbsolutePath().toString(), directory.toString(), "access-log"))
                .split(" ", 2);
        var process = ProcessHandle.of(Long.parseLong(answer[0])).orElseThrow();
        var registry = new CorpusRegistry(directory, process, answer[1]);
        registry.push(registry.image.layer());
        registry.push(registry.image.config());
        return registry;
    }

    String host() {
        return host;
    }

    /** The digest of the image without a tag in a namespace. */
    Digest digest(String namespace) {
        return Digest.of(untagged(namespace));
    }

    /** Offers an image, such as {@code a}, {@code a:1} or {@code a@DIG}, below a namespace. */
    void offer(String namespace, String name) throws IOException, InterruptedException {
        var at = name.indexOf('@');
        var tagged = at < 0 ? name : name.substring(0, at);
        var colon = tagged.indexOf(':');
        var repository = namespace + "/" + (colon < 0 ? tagged : tagged.substring(0, colon));
        mount(repository, image.layer());
        mount(repository, image.config());
        if (at >= 0) {
            put(repository, digest(namespace).toString(), untagged(namespace));
        } else {
            put(repository, colon < 0 ? "latest" : tagged.substring(colon + 1), image.manifest(namespace));
        }
    }

    /**
     * What builders asked for below a namespace, each as {@code name:tag} or {@code name@digest}. The
     * registry logs a request before it ends the answer.
     */
    Set<String> askedForIn(String namespace) throws IOException {
        var asked = new TreeSet<String>();
        try (var lines = Files.lines(directory.resolve("registry.log"), UTF_8)) {
            lines.forEach(line -> {
                var found = ASKED.matcher(line);
                if (found.find() && found.group(1).startsWith(namespace + "/")) {
                    var name = found.group(1).substring(namespace.length() + 1);
                    asked.add(name + (found.group(2).contains(":") ? "@" : ":") + found.group(2));
                }
            });
        }
        return asked;
    }

    @Override
    public void close() {
        process.destroy();
    }

    private byte[] untagged(String namespace) {
        return image.manifest(namespace + " without a tag");
    }

    private void push(byte[] blob) throws IOException, InterruptedException {
        var begun = request("/v2/" + STORE + "/blobs/uploads/").POST(BodyPublishers.noBody());
        var location = send(begun, 202);
        var to = URI.create(location + "&digest=" + Digest.of(blob));
        send(HttpRequest.newBuilder(to).PUT(BodyPublishers.ofByteArray(blob)), 201);
    }

    private void mount(String repository, byte[] blob) throws IOException, InterruptedException {
        var query = "?mount=" + Digest.of(blob) + "&from=" + STORE;
        send(request("/v2/" + repository + "/blobs/uploads/" + query).POST(BodyPublishers.noBody()), 201);
    }

    private void put(String repository, String reference, byte[] manifest) throws IOException, InterruptedException {
        var request = request("/v2/" + repository + "/manifests/" + reference).header("Content-Type", MANIFEST);
        send(request.PUT(BodyPublishers.ofByteArray(manifest)), 201);
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://" + host + path));
    }

    /** Sends a request and returns the location that the answer names. */
    private String send(HttpRequest.Builder request, int wanted) throws IOException, InterruptedException {
        var answer = http.send(request.build(), BodyHandlers.ofString());
        if (answer.statusCode() != wanted) {
            throw new IOException(answer + " is not " + wanted + ": " + answer.body());
        }
        return answer.headers().firstValue("Location").orElse("");
    }
}
