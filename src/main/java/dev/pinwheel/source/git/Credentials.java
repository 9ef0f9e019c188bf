package dev.pinwheel.source.git;

import java.util.function.Supplier;

/** Who we are to a git host; the secret is asked for each time, since tokens of Apps expire. */
public record Credentials(String user, Supplier<String> secret) {

    @Override
    public String toString() {
        return user + ":•••";
    }
}
