package dev.pinwheel.dockerfile;

import dev.pinwheel.image.Platform;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ARGs that a builder sets by itself. */
final class Automatic {

    private Automatic() {}

    /** Their values where the builder's platform is also the target's. */
    static Map<String, String> values(Platform platform, String stage) {
        var values = new LinkedHashMap<String, String>();
        for (var side : new String[] {"BUILD", "TARGET"}) {
            values.put(side + "PLATFORM", platform.toString());
            values.put(side + "OS", platform.os());
            values.put(side + "OSVERSION", "");
            values.put(side + "ARCH", platform.architecture());
            values.put(side + "VARIANT", platform.variant().orElse(""));
        }
        values.put("TARGETSTAGE", stage);
        return values;
    }
}
