package dev.pinwheel.audit.bundle;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** The texts that lie in every bundle: how to verify it without Pinwheel, and a program that does. */
final class Guides {

    private Guides() {}

    static String guide() throws IOException {
        return text(Layout.GUIDE);
    }

    static String script() throws IOException {
        return text(Layout.SCRIPT);
    }

    private static String text(String name) throws IOException {
        try (var stream = Guides.class.getResourceAsStream(name)) {
            return new String(Objects.requireNonNull(stream, name).readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
