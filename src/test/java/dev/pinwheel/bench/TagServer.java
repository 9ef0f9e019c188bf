package dev.pinwheel.bench;

import dev.pinwheel.image.Digest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerRequest;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** A registry in which every tag there could be is, each at a digest of its own for ever; it answers HEAD alone. */
public final class TagServer {

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
        return Digest.of((repository + ":" + tag).getBytes(StandardCharsets.UTF_8));
    }

    private static void answer(HttpServerRequest request) {
        var parts = request.path().substring("/v2/".length()).split("/manifests/", 2);
        var response = request.response();
        response.putHeader("Content-Type", "application/vnd.oci.image.index.v1+json")
                .putHeader("Docker-Content-Digest", digest(parts[0], parts[1]).toString())
                .putHeader("Content-Length", "1609");
        response.end();
    }
}
