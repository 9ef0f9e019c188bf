package dev.pinwheel.registry.http;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.InMemoryRegistry;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Resolution.Resolved;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** A registry's HTTP API on a free port of the loopback interface, which can be made to misbehave. */
final class LoopbackRegistry implements AutoCloseable {

    private static final Pattern PATH = Pattern.compile("/v2/(.+)/(manifests|blobs)/([^/]+)");

    private final InMemoryRegistry content = new InMemoryRegistry();
    private final Map<Digest, byte[]> blobs = new ConcurrentHashMap<>();
    private final Queue<HttpServerRequest> requests = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private volatile Predicate<HttpServerRequest> fault = request -> false;

    LoopbackRegistry(Vertx vertx) {
        this(vertx, new HttpServerOptions());
    }

    LoopbackRegistry(Vertx vertx, HttpServerOptions options) {
        this.server = vertx.createHttpServer(options)
                .requestHandler(this::serve)
                .listen(0, "127.0.0.1")
                .await();
    }

    RegistryHost host() {
        return new RegistryHost("127.0.0.1:" + server.actualPort());
    }

    int port() {
        return server.actualPort();
    }

    Watch watch(String path, String tag) {
        return new Watch(new Repository(host(), path), new Tag(tag));
    }

    /** Answers requests in another way: the fault returns whether it has taken one. */
    void misbehave(Predicate<HttpServerRequest> fault) {
        this.fault = fault;
    }

    /** What it was asked so far, as in {@code HEAD /v2/team/base/manifests/1}. */
    List<String> asked() {
        return requests.stream()
                .map(request -> request.method() + " " + request.path())
                .toList();
    }

    Queue<HttpServerRequest> requests() {
        return requests;
    }

    void push(Repository repository, byte[] blob) {
        blobs.put(content.push(repository, blob).digest(), blob);
    }

    void push(Watch watch, ManifestType type, byte[] manifest) {
        content.point(watch, content.push(watch.repository(), type, manifest).digest());
    }

    void delete(Repository repository, Digest manifest) {
        content.delete(repository, manifest);
    }

    private void serve(HttpServerRequest request) {
        requests.add(request);
        var path = PATH.matcher(request.path());
        if (fault.test(request)) {
            return;
        }
        if (!path.matches()) {
            request.response().setStatusCode(404).end();
            return;
        }
        try {
            answer(request, new Repository(host(), path.group(1)), path.group(2), path.group(3));
        } catch (Exception e) {
            request.response().setStatusCode(404).end("{\"errors\":[]}");
        }
    }

    private void answer(HttpServerRequest request, Repository repository, String kind, String reference)
            throws Exception {
        if (kind.equals("blobs")) {
            send(request, "application/octet-stream", blob(repository, reference));
            return;
        }
        var digest = reference.contains(":") ? Digest.parse(reference) : pointed(repository, reference);
        var manifest = content.manifest(repository, digest);
        request.response().putHeader("Docker-Content-Digest", digest.toString());
        send(request, manifest.descriptor().mediaType(), manifest.bytes());
    }

    private Digest pointed(Repository repository, String tag) {
        return ((Resolved) content.resolve(new Watch(repository, new Tag(tag))))
                .manifest()
                .digest();
    }

    private byte[] blob(Repository repository, String digest) throws Exception {
        var bytes = blobs.getOrDefault(Digest.parse(digest), new byte[0]);
        try (var stream = content.blob(repository, new Descriptor("", Digest.parse(digest), bytes.length))) {
            return stream.readAllBytes();
        }
    }

    private static void send(HttpServerRequest request, String mediaType, byte[] bytes) {
        var response = request.response()
                .putHeader("Content-Type", mediaType)
                .putHeader("Content-Length", Integer.toString(bytes.length));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(bytes));
        }
    }

    @Override
    public void close() {
        server.close().await();
    }
}
