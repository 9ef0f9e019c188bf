package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Moves the pins of {@code a:1} from an old digest to a new one. */
final class Moving {

    static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    static final String NEW = "sha256:" + "fedcba9876543210".repeat(4);

    private Moving() {}

    /** What changes, by path. */
    static Map<String, byte[]> move(InMemoryTree tree) throws RefusedEditException {
        return Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW));
    }

    /** A file, in which OLD stands for the old digest, becomes the same with the new one, and there is no problem. */
    static void assertMoved(String path, String file, Map<String, String> others) throws RefusedEditException {
        var tree = InMemoryTree.of(path, file.replace("OLD", OLD));
        for (var other : others.entrySet()) {
            tree = tree.and(other.getKey(), other.getValue());
        }

        var changed = move(tree);

        assertEquals(List.of(), Pins.in(tree).problems());
        assertEquals(file.replace("OLD", NEW), text(changed, path));
    }

    /** What a file became; empty if it did not change. */
    static String text(Map<String, byte[]> changed, String path) {
        return new String(changed.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8);
    }
}
