package dev.pinwheel.pin;

import java.util.List;
import java.util.Locale;

/** Which files are Dockerfiles, by their names. */
final class DockerfileNames {

    private static final List<String> STEMS = List.of("dockerfile", "containerfile");

    /** Endings of files about Dockerfiles that are none themselves. */
    private static final List<String> OTHERS = List.of(
            ".dockerignore",
            ".containerignore",
            ".md",
            ".adoc",
            ".rst",
            ".go",
            ".py",
            ".rb",
            ".js",
            ".ts",
            ".java",
            ".json",
            ".yaml",
            ".yml",
            ".orig",
            ".rej");

    private DockerfileNames() {}

    static boolean match(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
        return STEMS.stream().anyMatch(stem -> matches(name, stem))
                && OTHERS.stream().noneMatch(name::endsWith);
    }

    private static boolean matches(String name, String stem) {
        return name.endsWith("." + stem)
                || (name.startsWith(stem)
                        && (name.length() == stem.length() || ".-_".indexOf(name.charAt(stem.length())) >= 0));
    }
}
