package dev.pinwheel.audit.bundle;

import java.util.Arrays;
import java.util.regex.Pattern;

/** The members that a bundle has for each rotation of the key, counted from 1. */
enum Rotation {
    /** The old key. */
    KEY("vkey"),
    /** The entry that names the new one. */
    ENTRY("entry.json"),
    /** The tlog-proof that the old key signed a tree which ends with this entry. */
    PROOF("entry.tlog-proof"),
    /** The hashes of the consistency proof from that tree to the newest. */
    GROWTH("consistency");

    private static final Pattern MEMBER = Pattern.compile("rotations/([1-9][0-9]{0,3})/([a-z.-]+)");

    private final String file;

    Rotation(String file) {
        this.file = file;
    }

    /** What this member of a rotation is called. */
    String of(int number) {
        return "rotations/" + number + "/" + file;
    }

    /** The number of the rotation that a member belongs to; 0 if it belongs to none. */
    static int number(String name) {
        var parts = MEMBER.matcher(name);
        return parts.matches() && Arrays.stream(values()).anyMatch(member -> member.file.equals(parts.group(2)))
                ? Integer.parseInt(parts.group(1))
                : 0;
    }
}
