package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority, and what it has signed for a server on the loopback interface and for a client. */
public record TestAuthority(Path directory, KeyStore keys) {

    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final String SERVER = "server";
    private static final String CLIENT = "client";

    /** Makes one by the JDK's own tool: the JDK's library has no way to. */
    public static TestAuthority make(Path directory) throws Exception {
        var store = directory.resolve("keys.p12");
        keytool(store, "ca", "-ext", "bc:c");
        keytool(store, SERVER, "-signer", "ca", "-ext", "SAN=ip:127.0.0.1", "-ext", "eku=serverAuth");
        keytool(store, CLIENT, "-signer", "ca", "-ext", "eku=clientAuth");
        var keys = KeyStore.getInstance(store.toFile(), PASSWORD);
        var authority = new TestAuthority(directory, keys);
        Files.writeString(
                authority.file("ca.pem"),
                pem("CERTIFICATE", keys.getCertificate("ca").getEncoded()));
        authority.write(SERVER);
        authority.write(CLIENT);
        return authority;
    }

    private static void keytool(Path store, String alias, String... more) throws Exception {
        var command = Stream.concat(
                Stream.of(
                        Path.of(System.getProperty("java.home", ""), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        alias,
                        "-dname",
                        "CN=" + alias,
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        new String(PASSWORD),
                        "-keystore",
                        store.toString()),
                Stream.of(more));
        var process =
                new ProcessBuilder(command.toList()).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    private void write(String alias) throws GeneralSecurityException, IOException {
        Files.writeString(
                file(alias + ".key"),
                pem("PRIVATE KEY", keys.getKey(alias, PASSWORD).getEncoded()));
        Files.writeString(
                file(alias + ".pem"),
                pem("CERTIFICATE", keys.getCertificate(alias).getEncoded()));
    }

    private static String pem(String kind, byte[] content) {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n";
    }

    private Path file(String name) {
        return directory.resolve(name);
    }

    /** How a registry program is told to show the server's certificate, and to want the authority's from others. */
    String settings() {
        return List.of(
                        "tls:",
                        "  certificate: " + file("server.pem"),
                        "  key: " + file("server.key"),
                        "  clientcas: [" + file("ca.pem") + "]")
                .stream()
                .collect(Collectors.joining("\n  ", "  ", ""));
    }

    /** How a client is told to trust the authority, and to show its own certificate. */
    Tls shown() {
        return new Tls(
                Optional.of(file("ca.pem")), Optional.of(new Tls.Identity(file("client.pem"), file("client.key"))));
    }

    /** The same for the JDK's client, by which tests push. */
    SSLContext client() throws GeneralSecurityException, IOException {
        var mine = KeyStore.getInstance("PKCS12");
        mine.load(null, null);
        mine.setKeyEntry(CLIENT, keys.getKey(CLIENT, PASSWORD), PASSWORD, keys.getCertificateChain(CLIENT));
        var trusted = KeyStore.getInstance("PKCS12");
        trusted.load(null, null);
        trusted.setCertificateEntry("ca", keys.getCertificate("ca"));
        var keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(mine, PASSWORD);
        var trustManagers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trustManagers.init(trusted);
        var context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers.getTrustManagers(), null);
        return context;
    }
}
