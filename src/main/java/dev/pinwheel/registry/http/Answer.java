package dev.pinwheel.registry.http;

import io.vertx.core.MultiMap;
import java.net.URI;
import java.util.List;
import java.util.Optional;

/** What a server answered; its body is still to be read, or to be closed. */
record Answer(URI from, int status, MultiMap headers, Body body) {

    /** What is read of a body that nobody wants before its connection is given up, in bytes. */
    private static final int SCRAPS = 64 * 1024;

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.get(name));
    }

    List<String> headers(String name) {
        return headers.getAll(name);
    }

    /** The whole body, of at most this many bytes. */
    byte[] bytes(int limit) throws Trouble {
        return body.bytes(limit);
    }

    /** Ends what is not wanted, such that the connection can be used again if little is left on it. */
    void discard() {
        try {
            body.bytes(SCRAPS);
        } catch (Trouble unwanted) {
            body.close();
        }
    }
}
