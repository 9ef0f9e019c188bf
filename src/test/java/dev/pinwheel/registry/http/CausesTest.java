package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.Resolution.Unreachable;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.dns.AddressResolverOptions;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Ways in which no connection to a registry comes about: each is a cause of its own. */
@Timeout(60)
class CausesTest {

    private static final HostSettings QUICK = HostSettings.DEFAULT.withTimeout(Duration.ofSeconds(1));

    private static Cause cause(Vertx vertx, RegistryHost host, HostSettings settings) {
        var registry = new HttpRegistry(vertx, Map.of(host, settings), Keychain.empty(), Clock.systemUTC());
        var watch = new Watch(new Repository(host, "team/base"), new Tag("1"));
        try {
            return assertInstanceOf(Unreachable.class, registry.resolve(watch)).cause();
        } finally {
            vertx.close().await();
        }
    }

    private static RegistryHost loopback(int port) {
        return new RegistryHost("127.0.0.1:" + port);
    }

    @Test
    void isNoConnectionWhereNobodyListens() throws IOException {
        int port;
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }

        assertEquals(Cause.NO_CONNECTION, cause(Vertx.vertx(), loopback(port), QUICK.withPlainHttp()));
    }

    /** A listener whose queue is full answers no connection at all, as a firewall does that drops what comes. */
    @Test
    void isNoAnswerWhereConnectionsAreDropped() throws IOException {
        var clients = new ArrayList<Socket>();
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            for (var client = 0; client < 2; client++) {
                clients.add(new Socket(socket.getInetAddress(), socket.getLocalPort()));
            }

            assertEquals(Cause.NO_ANSWER, cause(Vertx.vertx(), loopback(socket.getLocalPort()), QUICK.withPlainHttp()));
        } finally {
            for (var client : clients) {
                client.close();
            }
        }
    }

    @Test
    void isNoAddressWhereTheNameHasNone() throws IOException {
        try (var names = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            Thread.startVirtualThread(() -> knowsNoName(names));
            var resolver = new AddressResolverOptions()
                    .addServer("127.0.0.1:" + names.getLocalPort())
                    .setSearchDomains(List.of());

            var cause = cause(
                    Vertx.vertx(new VertxOptions().setAddressResolverOptions(resolver)),
                    new RegistryHost("registry.invalid"),
                    HostSettings.DEFAULT);

            assertEquals(Cause.NO_ADDRESS, cause);
        }
    }

    /** Answers every question with NXDOMAIN (RFC 1035, section 4.1.1). */
    private static void knowsNoName(DatagramSocket names) {
        var packet = new DatagramPacket(new byte[512], 512);
        try {
            while (true) {
                names.receive(packet);
                packet.getData()[2] = (byte) 0x81;
                packet.getData()[3] = (byte) 0x83;
                names.send(packet);
                packet.setLength(512);
            }
        } catch (IOException closed) {
            // The test is over.
        }
    }

    @Test
    void isUntrustedWhereTheCertificateIsNotOfAnyAuthority(@TempDir Path folder) throws Exception {
        var pair = SelfSigned.make(folder, "theirs");
        var vertx = Vertx.vertx();
        var server = new LoopbackRegistry(
                vertx,
                new HttpServerOptions()
                        .setSsl(true)
                        .setKeyCertOptions(new PemKeyCertOptions()
                                .setCertPath(pair.certificateFile().toString())
                                .setKeyPath(pair.keyFile().toString())));

        assertEquals(Cause.UNTRUSTED, cause(vertx, server.host(), HostSettings.DEFAULT));
    }

    @Test
    void isNoTlsWhereTheServerSpeaksNone() {
        var vertx = Vertx.vertx();

        assertEquals(Cause.NO_TLS, cause(vertx, new LoopbackRegistry(vertx).host(), HostSettings.DEFAULT));
    }
}
