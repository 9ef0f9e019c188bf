package dev.pinwheel.candidate;

import java.nio.file.Path;

/** Whether a builder or a scanner is on this machine. */
public sealed interface Found {

    /** What was looked for, such as {@code buildah}. */
    String name();

    /** It is there and it runs. */
    record Ready(String name, String version, Path program) implements Found {

        @Override
        public String toString() {
            return name + " " + version;
        }
    }

    /**
     * It cannot be used.
     *
     * @param reason what was tried and why it failed
     * @param hint what to do about it
     */
    record Missing(String name, String reason, String hint) implements Found {}
}
