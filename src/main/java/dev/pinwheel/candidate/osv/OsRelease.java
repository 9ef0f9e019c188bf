package dev.pinwheel.candidate.osv;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;

/**
 * Which distribution an image is, and its release.
 *
 * @param version the release's number; empty where there is none
 * @see <a href="https://www.freedesktop.org/software/systemd/man/latest/os-release.html">os-release(5)</a>
 */
record OsRelease(String id, String version) {

    static OsRelease parse(byte[] content) throws Unreadable {
        var values = new HashMap<String, String>();
        for (var line : new String(content, StandardCharsets.UTF_8).split("\n", -1)) {
            var equals = line.indexOf('=');
            if (equals > 0) {
                values.put(
                        line.substring(0, equals).strip(),
                        unquoted(line.substring(equals + 1).strip()));
            }
        }
        var release = new OsRelease(values.getOrDefault("ID", "linux"), values.getOrDefault("VERSION_ID", ""));
        if (!release.toString().matches("[A-Za-z0-9._ -]{1,80}")) {
            throw new Unreadable("its os-release has no usable ID and VERSION_ID");
        }
        return release;
    }

    private static String unquoted(String value) {
        for (var quote : List.of("\"", "'")) {
            if (value.length() >= 2 && value.startsWith(quote) && value.endsWith(quote)) {
                return value.substring(1, value.length() - 1);
            }
        }
        return value;
    }

    @Override
    public String toString() {
        return version.isEmpty() ? id : id + " " + version;
    }
}
