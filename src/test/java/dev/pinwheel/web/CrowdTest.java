package dev.pinwheel.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class CrowdTest {

    private static String peer(String address) {
        return Crowd.peer(SocketAddress.inetSocketAddress(new InetSocketAddress(InetAddress.ofLiteral(address), 80)));
    }

    @Test
    void whoLeavesMakesRoom() {
        var crowd = new Crowd("a server", 3, 2);

        assertTrue(crowd.enter("a"));
        assertTrue(crowd.enter("a"));
        assertFalse(crowd.enter("a"));
        crowd.leave("a");
        assertTrue(crowd.enter("b"));
        assertFalse(crowd.enter("c"));
        crowd.leave("c");
        crowd.leave("a");
        assertTrue(crowd.enter("a"));
    }

    @Test
    void oneNetworkOfIpv6IsOneAddress() {
        assertEquals(peer("2001:db8:1:2::1"), peer("2001:db8:1:2:ffff::9"));
        assertFalse(peer("2001:db8:1:2::1").equals(peer("2001:db8:1:3::1")));
        assertFalse(peer("192.0.2.1").equals(peer("192.0.2.2")));
        assertEquals("192.0.2.1", peer("::ffff:192.0.2.1"));
    }
}
