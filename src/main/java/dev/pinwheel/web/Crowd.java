package dev.pinwheel.web;

import io.vertx.core.http.HttpConnection;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Who is connected to a server: so many in all, and so many of one address. */
final class Crowd {

    /** The part of an IPv6 address that one subscriber gets, in bytes; the rest is his to choose. */
    private static final int NETWORK = 8;

    private static final Logger LOG = LoggerFactory.getLogger(Crowd.class);

    private final String server;
    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> connections = new HashMap<>();
    private final AtomicLong turnedAway = new AtomicLong();
    private int all;

    /**
     * An empty crowd.
     *
     * @param server what they are connected to, as it is said of those who are turned away
     * @param most how many connections there may be
     * @param mostOfOne how many of them may be from one address
     */
    Crowd(String server, int most, int mostOfOne) {
        this.server = server;
        this.most = most;
        this.mostOfOne = mostOfOne;
    }

    /** Lets a connection in, or closes it; once it is over it is forgotten, and {@code onEnd} is done. */
    void admit(HttpConnection connection, Runnable onEnd) {
        var peer = peer(connection.remoteAddress());
        var mayStay = enter(peer);
        connection.closeHandler(closed -> {
            onEnd.run();
            if (mayStay) {
                leave(peer);
            }
        });
        if (!mayStay) {
            leave(peer);
            connection.close();
            turnedAway(peer);
        }
    }

    /** Said at the first, the second, the fourth and so on: no flood of connections floods the log. */
    private void turnedAway(String peer) {
        var count = turnedAway.incrementAndGet();
        if (Long.bitCount(count) == 1) {
            LOG.warn(
                    "{} has turned {} connections away, the last one of {}: there may be {} at once, {} of one address",
                    server,
                    count,
                    peer,
                    most,
                    mostOfOne);
        }
    }

    /** Counts a connection; whether it may stay. It counts until it {@linkplain #leave leaves}. */
    synchronized boolean enter(String peer) {
        all++;
        return connections.merge(peer, 1, Integer::sum) <= mostOfOne && all <= most;
    }

    synchronized void leave(String peer) {
        all--;
        connections.computeIfPresent(peer, (same, count) -> count == 1 ? null : count - 1);
    }

    /** Whom a connection is from: an IPv4 address, or the network of an IPv6 address. */
    static String peer(SocketAddress remote) {
        var host = String.valueOf(remote.hostAddress());
        return InetAddress.ofLiteral(host) instanceof Inet6Address address
                ? HexFormat.of().formatHex(address.getAddress(), 0, NETWORK)
                : host;
    }
}
