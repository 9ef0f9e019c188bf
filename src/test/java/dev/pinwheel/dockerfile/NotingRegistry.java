package dev.pinwheel.dockerfile;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.image.Digest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

/**
 * A registry on this machine that notes what is asked for. In each namespace every tag points at one
 * image, and there is another one that has no tag: what has been pulled by tag is not there by digest.
 */
final class NotingRegistry implements AutoCloseable {

    private static final String DOCKER = "application/vnd.docker.";
    private static final String MANIFESTS = "/manifests/";
    private static final byte[] NOTHING = {};

    private final HttpServer server;
    private final Queue<String> manifestsAskedFor = new ConcurrentLinkedQueue<>();
    private final Map<Digest, byte[]> content = new ConcurrentHashMap<>();
    private final byte[] archive = archiveOfOneFile();
    private final byte[] layer = compressed(archive);

    NotingRegistry() throws IOException {
        content.put(Digest.of(layer), layer);
        server = HttpServer.create(new InetSocketAddress(InetAddress.ofLiteral("127.0.0.1"), 0), 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    /** The digest of the image without a tag in a namespace. */
    Digest digest(String namespace) {
        return image(namespace + " without a tag");
    }

    /** Makes an image that differs from every other by its author. */
    private Digest image(String author) {
        var config = utf8("{\"author\":\"" + author + "\",\"architecture\":\"amd64\",\"os\":\"linux\",\"config\":{},"
                + "\"rootfs\":{\"type\":\"layers\",\"diff_ids\":[\"" + Digest.of(archive) + "\"]},"
                + "\"history\":[{\"created_by\":\"pinwheel\"}]}");
        var manifest = utf8("{\"schemaVersion\":2,\"mediaType\":\"" + DOCKER
                + "distribution.manifest.v2+json\",\"config\":" + descriptor("container.image.v1+json", config)
                + ",\"layers\":[" + descriptor("image.rootfs.diff.tar.gzip", layer) + "]}");
        content.put(Digest.of(config), config);
        content.put(Digest.of(manifest), manifest);
        return Digest.of(manifest);
    }

    /** What was asked for below a namespace, each as {@code name:tag} or {@code name@digest}, once. */
    List<String> askedForIn(String namespace) {
        return manifestsAskedFor.stream()
                .filter(name -> name.startsWith(namespace + "/"))
                .map(name -> name.substring(namespace.length() + 1))
                .distinct()
                .toList();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void answer(HttpExchange exchange) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var at = path.indexOf(MANIFESTS);
        if (at > 0) {
            var name = path.substring("/v2/".length(), at);
            var reference = path.substring(at + MANIFESTS.length());
            var isDigest = reference.contains(":");
            manifestsAskedFor.add(name + (isDigest ? "@" : ":") + reference);
            var namespace = name.substring(0, name.indexOf('/'));
            var digest = isDigest ? Digest.parse(reference) : image(namespace + " with a tag");
            send(exchange, content.getOrDefault(digest, NOTHING), DOCKER + "distribution.manifest.v2+json");
        } else if (path.contains("/blobs/")) {
            var digest = Digest.parse(path.substring(path.lastIndexOf('/') + 1));
            send(exchange, content.getOrDefault(digest, NOTHING), "application/octet-stream");
        } else {
            send(exchange, utf8("{}"), "application/json");
        }
    }

    private static void send(HttpExchange exchange, byte[] body, String type) throws IOException {
        var isHead = exchange.getRequestMethod().equals("HEAD");
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders()
                .set("Docker-Content-Digest", Digest.of(body).toString());
        if (isHead) {
            exchange.getResponseHeaders().set("Content-Length", String.valueOf(body.length));
        }
        exchange.sendResponseHeaders(200, isHead ? -1 : body.length);
        if (!isHead) {
            exchange.getResponseBody().write(body);
        }
        exchange.close();
    }

    private static String descriptor(String type, byte[] content) {
        return "{\"mediaType\":\"" + DOCKER + type + "\",\"size\":" + content.length + ",\"digest\":\""
                + Digest.of(content) + "\"}";
    }

    /** A tar archive of an empty file that is called {@code f}. */
    private static byte[] archiveOfOneFile() {
        var archive = new byte[1536];
        put(archive, 0, "f");
        put(archive, 100, "0000644");
        put(archive, 108, "0000000");
        put(archive, 116, "0000000");
        put(archive, 124, "00000000000");
        put(archive, 136, "00000000000");
        put(archive, 148, "        ");
        put(archive, 156, "0");
        put(archive, 257, "ustar");
        put(archive, 263, "00");
        var sum = 0;
        for (var i = 0; i < 512; i++) {
            sum += archive[i];
        }
        put(archive, 148, String.format("%06o", sum) + "\0 ");
        return archive;
    }

    private static void put(byte[] archive, int at, String text) {
        var bytes = utf8(text);
        System.arraycopy(bytes, 0, archive, at, bytes.length);
    }

    private static byte[] compressed(byte[] content) {
        var result = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(result)) {
            gzip.write(content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return result.toByteArray();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
