package dev.pinwheel.pin;

import java.util.ArrayDeque;
import java.util.Optional;

/** Paths from the root of a tree, with {@code /} between names. */
final class Paths {

    private Paths() {}

    /** The directory that a file is in; empty for the root. */
    static String directory(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    /** A path as it is written in a directory; absent if it leaves the tree. */
    static Optional<String> resolve(String directory, String written) {
        if (written.startsWith("/")) {
            return Optional.empty();
        }
        var names = new ArrayDeque<String>();
        for (var name : (directory + "/" + written).split("/", -1)) {
            if (name.equals("..")) {
                if (names.pollLast() == null) {
                    return Optional.empty();
                }
            } else if (!name.isEmpty() && !name.equals(".")) {
                names.add(name);
            }
        }
        return Optional.of(String.join("/", names));
    }

    /**
     * The Dockerfile of a build; absent where its context is not in this tree.
     *
     * @param directory the directory of the file that asks for the build
     * @throws IllegalArgumentException if it leaves the tree
     */
    static Optional<String> dockerfile(String directory, String context, String written) {
        if (context.contains("://") || context.startsWith("git@") || context.startsWith("/")) {
            return Optional.empty();
        }
        var file = resolve(directory, context).flatMap(found -> resolve(found, written));
        if (file.isEmpty()) {
            throw new IllegalArgumentException("builds " + context + "/" + written + ", which is outside");
        }
        return file;
    }
}
