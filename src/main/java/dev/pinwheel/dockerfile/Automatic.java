package dev.pinwheel.dockerfile;

import dev.pinwheel.image.Platform;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The ARGs that a builder sets by itself. */
final class Automatic {

    static final Set<String> NAMES;

    static {
        var names = new HashSet<>(ofPlatforms(Platform.LINUX_AMD64).keySet());
        names.add("TARGETSTAGE");
        NAMES = Set.copyOf(names);
    }

    private Automatic() {}

    /** Those that say what the build is for and what it runs on, of a builder on linux/amd64. */
    static Map<String, String> ofPlatforms(Platform target) {
        var values = new LinkedHashMap<String, String>();
        put(values, "BUILD", Platform.LINUX_AMD64);
        put(values, "TARGET", target);
        return values;
    }

    private static void put(Map<String, String> values, String side, Platform platform) {
        values.put(side + "PLATFORM", platform.toString());
        values.put(side + "OS", platform.os());
        values.put(side + "OSVERSION", "");
        values.put(side + "ARCH", platform.architecture());
        values.put(side + "VARIANT", platform.variant().orElse(""));
    }
}
