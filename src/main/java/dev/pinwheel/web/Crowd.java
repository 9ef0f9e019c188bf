package dev.pinwheel.web;

import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** Who is connected to a server: so many in all, and so many of one address. */
final class Crowd {

    /** The part of an IPv6 address that one subscriber gets, in bytes; the rest is his to choose. */
    private static final int NETWORK = 8;

    private final int most;
    private final int mostOfOne;
    private final Map<String, Integer> connections = new HashMap<>();
    private int all;

    /**
     * An empty crowd.
     *
     * @param most how many connections there may be
     * @param mostOfOne how many of them may be from one address
     */
    Crowd(int most, int mostOfOne) {
        this.most = most;
        this.mostOfOne = mostOfOne;
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
