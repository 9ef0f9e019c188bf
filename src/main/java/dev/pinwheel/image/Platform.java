package dev.pinwheel.image;

import java.util.Optional;

/** An operating system, an architecture and, where it has one, the architecture's variant. */
public record Platform(String os, String architecture, Optional<String> variant) {

    public static final Platform LINUX_AMD64 = new Platform("linux", "amd64", Optional.empty());

    /** Reads {@code linux/amd64} or {@code linux/arm/v7}; the inverse of {@link #toString}. */
    public static Platform parse(String text) {
        var parts = text.split("/", -1);
        if (parts.length < 2 || parts.length > 3 || parts[0].isEmpty() || parts[1].isEmpty()) {
            throw new IllegalArgumentException("not a platform: '" + text + "'; write it as linux/amd64");
        }
        return new Platform(parts[0], parts[1], parts.length == 3 ? Optional.of(parts[2]) : Optional.empty());
    }

    @Override
    public String toString() {
        return os + "/" + architecture + variant.map(value -> "/" + value).orElse("");
    }
}
