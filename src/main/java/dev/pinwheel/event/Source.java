package dev.pinwheel.event;

/**
 * A git repository that pins base images, by the name that the configuration gives it: its URL or
 * path, without credentials.
 */
public record Source(String name) {

    @Override
    public String toString() {
        return name;
    }
}
