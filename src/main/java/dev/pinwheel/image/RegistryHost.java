package dev.pinwheel.image;

/**
 * A registry's host name, with its port where one is written, as in {@code ghcr.io} or {@code
 * localhost:5000}.
 */
public record RegistryHost(String name) {

    public static final RegistryHost DOCKER_HUB = new RegistryHost("docker.io");

    public RegistryHost {
        if (!Grammar.HOST.matcher(name).matches()) {
            throw new IllegalArgumentException("not a registry host: '" + name + "'");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
