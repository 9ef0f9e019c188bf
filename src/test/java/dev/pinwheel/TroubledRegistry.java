package dev.pinwheel;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** A registry that gives the same answer to everything. */
final class TroubledRegistry implements AutoCloseable {

    private final HttpServer server;
    private final int status;
    private final String digest;

    TroubledRegistry(int status, String digest) throws IOException {
        this.status = status;
        this.digest = digest;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    String host() {
        return "127.0.0.1:" + server.getAddress().getPort();
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!digest.isEmpty()) {
                exchange.getResponseHeaders().set("Docker-Content-Digest", digest);
                exchange.getResponseHeaders().set("Content-Type", "application/vnd.oci.image.index.v1+json");
            }
            exchange.sendResponseHeaders(status, -1);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
