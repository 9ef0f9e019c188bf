package dev.pinwheel.config;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a registry's TLS needs beyond the usual, all as PEM files.
 *
 * @param authorities certificates that are trusted besides the system's
 * @param identity what we show to the registry
 */
public record TlsSettings(Optional<Path> authorities, Optional<Identity> identity) {

    /** A client certificate and its key. */
    public record Identity(Path certificate, Path key) {}

    static TlsSettings read(Section section) {
        var certificate = section.text("certificate").map(Path::of);
        var key = section.text("key").map(Path::of);
        if (certificate.isPresent() != key.isPresent()) {
            section.problem("", "certificate and key go together");
        }
        return new TlsSettings(
                section.text("authorities").map(Path::of),
                certificate.flatMap(shown -> key.map(secret -> new Identity(shown, secret))));
    }
}
