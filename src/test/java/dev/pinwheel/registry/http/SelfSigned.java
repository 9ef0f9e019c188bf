package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A key and a certificate for it that it has signed itself, good for the loopback interface; both also as PEM files. */
public record SelfSigned(PrivateKey key, X509Certificate certificate, Path keyFile, Path certificateFile) {

    private static final String PASSWORD = "changeit";

    /** Makes one by the JDK's own tool: the JDK's library has no way to. */
    public static SelfSigned make(Path directory, String name) throws Exception {
        var file = directory.resolve(name + ".p12");
        keytool(
                "-genkeypair -alias x -keyalg EC -groupname secp256r1 -validity 2 -ext SAN=ip:127.0.0.1,dns:localhost "
                        + "-ext ExtendedKeyUsage=serverAuth,clientAuth -storetype PKCS12 -storepass " + PASSWORD,
                "-dname",
                "CN=" + name,
                "-keystore",
                file.toString());
        var store = KeyStore.getInstance(file.toFile(), PASSWORD.toCharArray());
        var key = (PrivateKey) store.getKey("x", PASSWORD.toCharArray());
        var certificate = (X509Certificate) store.getCertificate("x");
        return new SelfSigned(
                key,
                certificate,
                pem(directory.resolve(name + ".key"), "PRIVATE KEY", key.getEncoded()),
                pem(directory.resolve(name + ".pem"), "CERTIFICATE", certificate.getEncoded()));
    }

    private static void keytool(String plain, String... more) throws Exception {
        var command = new ArrayList<String>();
        command.add(
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString());
        command.addAll(List.of(plain.split(" ", -1)));
        command.addAll(List.of(more));
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IllegalStateException("keytool: " + said);
        }
    }

    private static Path pem(Path file, String kind, byte[] content) throws Exception {
        var lines = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content);
        return Files.writeString(file, "-----BEGIN " + kind + "-----\n" + lines + "\n-----END " + kind + "-----\n");
    }
}
