package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.registry.ManifestType;
import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.regex.Pattern;

/** A CNCF distribution registry, the real program, on a free port of the loopback interface. */
public final class DistributionRegistry implements AutoCloseable {

    private static final Pattern LISTENING = Pattern.compile("listening on (127\\.0\\.0\\.1:[0-9]+)");

    private final HttpClient http;
    private final Process process;
    private final RegistryHost host;
    private final String scheme;
    private final Function<Repository, String> authorization;

    /**
     * Starts it.
     *
     * @param settings what its configuration has besides storage and address
     * @param authorization what to show it when something is pushed to a repository
     */
    public DistributionRegistry(Path directory, String settings, Function<Repository, String> authorization)
            throws Exception {
        this(directory, settings, authorization, Optional.empty());
    }

    /** Starts one that speaks TLS, and only with who shows a certificate of the same authority. */
    DistributionRegistry(Path directory, TestAuthority authority) throws Exception {
        this(directory, "", repository -> "", Optional.of(authority));
    }

    private DistributionRegistry(
            Path directory,
            String settings,
            Function<Repository, String> authorization,
            Optional<TestAuthority> authority)
            throws Exception {
        this.scheme = authority.isPresent() ? "https://" : "http://";
        this.http = authority.isPresent()
                ? HttpClient.newBuilder().sslContext(authority.get().client()).build()
                : HttpClient.newHttpClient();
        this.authorization = authorization;
        var configuration = Files.writeString(
                directory.resolve("registry.yml"),
                """
                version: 0.1
                storage:
                  filesystem: {rootdirectory: %s}
                  delete: {enabled: true}
                http:
                  addr: "127.0.0.1:0"
                %s
                """.formatted(
                                        directory.resolve("storage"),
                                        authority.map(TestAuthority::settings).orElse(""))
                        + settings);
        this.process = new ProcessBuilder(InstalledProgram.find("docker-registry"), "serve", configuration.toString())
                .redirectErrorStream(true)
                .start();
        this.host = CompletableFuture.supplyAsync(this::awaitListening)
                .orTimeout(60, TimeUnit.SECONDS)
                .join();
    }

    private RegistryHost awaitListening() {
        var log = process.inputReader(UTF_8);
        var seen = new ArrayList<String>();
        for (var line : (Iterable<String>) log.lines()::iterator) {
            var listening = LISTENING.matcher(line);
            if (listening.find()) {
                Thread.startVirtualThread(() -> drain(log));
                return new RegistryHost(listening.group(1));
            }
            seen.add(line);
        }
        throw new IllegalStateException("docker-registry did not start: " + seen);
    }

    /** Nobody reads what it says from here on, and it must not wait for a reader. */
    private static void drain(Reader log) {
        try {
            log.transferTo(Writer.nullWriter());
        } catch (IOException ended) {
            // The program has ended, and its output with it.
        }
    }

    public RegistryHost host() {
        return host;
    }

    public void push(Repository repository, byte[] blob) throws Exception {
        var begun = send(
                repository,
                request("/v2/" + repository.path() + "/blobs/uploads/").POST(BodyPublishers.noBody()));
        assertEquals(202, begun.statusCode(), begun.body());
        var location = begun.headers().firstValue("Location").orElseThrow();
        var target = URI.create(location + (location.contains("?") ? "&" : "?") + "digest=" + Digest.of(blob));
        var ended = send(repository, HttpRequest.newBuilder(target).PUT(BodyPublishers.ofByteArray(blob)));
        assertEquals(201, ended.statusCode(), ended.body());
    }

    public void push(Repository repository, Tag tag, ManifestType type, byte[] manifest) throws Exception {
        var answer = send(
                repository,
                request("/v2/" + repository.path() + "/manifests/" + tag)
                        .header("Content-Type", type.mediaType())
                        .PUT(BodyPublishers.ofByteArray(manifest)));
        assertEquals(201, answer.statusCode(), answer.body());
    }

    void delete(Repository repository, Digest manifest) throws Exception {
        var answer = send(
                repository,
                request("/v2/" + repository.path() + "/manifests/" + manifest).DELETE());
        assertEquals(202, answer.statusCode(), answer.body());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create(scheme + host + path));
    }

    private HttpResponse<String> send(Repository repository, HttpRequest.Builder request) throws Exception {
        var value = authorization.apply(repository);
        if (!value.isEmpty()) {
            request.header("Authorization", value);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    @Override
    public void close() {
        http.close();
        process.destroy();
        process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
    }
}
