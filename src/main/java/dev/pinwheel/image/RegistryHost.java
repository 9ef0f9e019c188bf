package dev.pinwheel.image;

import java.util.Locale;

/**
 * A registry's host name, with its port where one is written, as in {@code ghcr.io} or {@code
 * localhost:5000}.
 */
public record RegistryHost(String name) {

    public static final RegistryHost DOCKER_HUB = new RegistryHost("docker.io");

    public RegistryHost {
        if (!Grammar.HOST.matcher(name).matches() || !isWrittenAsHost(name)) {
            throw new IllegalArgumentException("not a registry host: '" + name + "'");
        }
    }

    /** Whether a reference's first component is taken for a host, and not for a namespace of Docker Hub. */
    static boolean isWrittenAsHost(String first) {
        return first.equals("localhost")
                || first.contains(".")
                || first.contains(":")
                || !first.equals(first.toLowerCase(Locale.ROOT));
    }

    @Override
    public String toString() {
        return name;
    }
}
