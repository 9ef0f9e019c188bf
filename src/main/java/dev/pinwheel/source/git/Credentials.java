package dev.pinwheel.source.git;

import java.util.function.Supplier;

/**
 * Who we are to a git host.
 *
 * @param secret asked for each time, since tokens of Apps expire; may throw an {@link
 *     java.io.UncheckedIOException}
 */
public record Credentials(String user, Supplier<String> secret) {

    @Override
    public String toString() {
        return user + ":•••";
    }
}
