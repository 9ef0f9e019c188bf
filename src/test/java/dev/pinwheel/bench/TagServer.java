package dev.pinwheel.bench;

import dev.pinwheel.image.Digest;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A registry in which every tag there could be is, each at an index of its own for ever; HEAD names it, GET has it. */
public final class TagServer {

    private static final String TYPE = "application/vnd.oci.image.index.v1+json";

    /** Makes an index as large as one with attestations for four platforms. */
    private static final String PADDING = "x".repeat(1_500);

    private static final Map<String, String> NAMES = new ConcurrentHashMap<>();

    private TagServer() {}

    /** The port to listen at; it ends with its standard input. */
    public static void main(String[] arguments) throws Exception {
        var vertx = Vertx.vertx();
        vertx.createHttpServer()
                .requestHandler(TagServer::answer)
                .listen(Integer.parseInt(arguments[0]), "127.0.0.1")
                .await();
        System.out.println("ready");
        System.in.transferTo(OutputStream.nullOutputStream());
        vertx.close().await();
    }

    /** The digest of a tag. */
    static Digest digest(String repository, String tag) {
        return Digest.of(index(repository + ":" + tag));
    }

    private static byte[] index(String name) {
        return """
                {"schemaVersion":2,"mediaType":"%s","manifests":[],"annotations":{"name":"%s","padding":"%s"}}""".formatted(TYPE, name, PADDING).getBytes(StandardCharsets.UTF_8);
    }

    private static void answer(HttpServerRequest request) {
        var parts = request.path().substring("/v2/".length()).split("/manifests/", 2);
        var byDigest = parts[1].startsWith("sha256:");
        var name = byDigest ? NAMES.getOrDefault(parts[1], "") : parts[0] + ":" + parts[1];
        var index = index(name);
        var digest = Digest.of(index).toString();
        if (!byDigest) {
            NAMES.put(digest, name);
        }
        var response = request.response();
        response.putHeader("Content-Type", TYPE)
                .putHeader("Docker-Content-Digest", digest)
                .putHeader("Content-Length", Integer.toString(index.length));
        if (request.method().equals(HttpMethod.HEAD)) {
            response.end();
        } else {
            response.end(Buffer.buffer(index));
        }
    }
}
