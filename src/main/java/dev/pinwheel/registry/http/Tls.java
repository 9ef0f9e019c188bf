package dev.pinwheel.registry.http;

import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertificateFactory;
import java.util.List;
import java.util.Optional;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What a registry's TLS needs beyond the usual.
 *
 * @param authorities PEM file of certificates that are trusted besides the system's
 * @param identity what we show to the registry, and to nobody else
 */
public record Tls(Optional<Path> authorities, Optional<Identity> identity) {

    public static final Tls USUAL = new Tls(Optional.empty(), Optional.empty());

    /** A client certificate and its key, as PEM files. */
    public record Identity(Path certificate, Path key) {}

    /**
     * What is shown to the registry, if anything is.
     *
     * @throws IllegalArgumentException if one of its files cannot be read
     */
    Optional<PemKeyCertOptions> shown() {
        return identity.map(files -> {
            for (var file : List.of(files.certificate(), files.key())) {
                if (!Files.isReadable(file)) {
                    throw new IllegalArgumentException(
                            "a client certificate cannot be shown: no file " + file + " is there that may be read");
                }
            }
            return new PemKeyCertOptions()
                    .setCertPath(files.certificate().toString())
                    .setKeyPath(files.key().toString());
        });
    }

    /**
     * What judges a server's certificate, if it is not the system's default.
     *
     * @throws IllegalArgumentException if the file of authorities cannot be read
     */
    Optional<TrustManager> trust() {
        return authorities.map(file -> {
            try {
                return managers(together(file))[0];
            } catch (GeneralSecurityException | IOException e) {
                throw new IllegalArgumentException("no certificates can be read from " + file, e);
            }
        });
    }

    private static KeyStore together(Path file) throws GeneralSecurityException, IOException {
        var store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        for (var manager : managers(null)) {
            if (manager instanceof X509TrustManager system) {
                for (var authority : system.getAcceptedIssuers()) {
                    store.setCertificateEntry("system " + store.size(), authority);
                }
            }
        }
        try (var pem = Files.newInputStream(file)) {
            for (var authority : CertificateFactory.getInstance("X.509").generateCertificates(pem)) {
                store.setCertificateEntry("configured " + store.size(), authority);
            }
        }
        return store;
    }

    /** The trust managers for these certificates, or for the system's where there is no store. */
    private static TrustManager[] managers(@Nullable KeyStore store) throws GeneralSecurityException {
        var factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }
}
