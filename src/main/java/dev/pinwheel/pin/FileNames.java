package dev.pinwheel.pin;

import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Which files name images, by their own names. */
final class FileNames {

    private static final List<String> DOCKERFILES = List.of("dockerfile", "containerfile");

    /** Endings of files about Dockerfiles that are none themselves, and of templates that make some. */
    private static final Set<String> OTHERS = Set.of(
            ("dockerignore containerignore md adoc rst txt log html svg png pdf diff patch orig rej bak json yaml yml toml xml"
                            + " j2 jinja jinja2 erb tmpl tpl")
                    .split(" "));

    /** Endings of programs, and as well of Dockerfiles for such. */
    private static final Set<String> SOURCES = Set.of(
            "go py rb js ts java sh bash zsh ps1 bat c h cc cpp hpp cs rs kt swift lua php pl ex exs".split(" "));

    private FileNames() {}

    /** {@code Dockerfile}, {@code Dockerfile.x}, {@code Dockerfile-x}, {@code x.Dockerfile} and the same with Containerfile. */
    static boolean areDockerfile(String path) {
        var name = last(path);
        return DOCKERFILES.stream().anyMatch(stem -> isStem(name, stem)) && !OTHERS.contains(ending(name));
    }

    /** {@code Dockerfile.go} and the like, which may be a Dockerfile or a program: only its content tells. */
    static boolean areDockerfileOrProgram(String path) {
        return areDockerfile(path) && SOURCES.contains(ending(last(path)));
    }

    private static String ending(String name) {
        return name.substring(name.lastIndexOf('.') + 1);
    }

    private static boolean isStem(String name, String stem) {
        return isBegin(name, stem) || name.endsWith("." + stem);
    }

    private static boolean isBegin(String name, String stem) {
        return name.startsWith(stem)
                && (name.length() == stem.length() || ".-_".indexOf(name.charAt(stem.length())) >= 0);
    }

    /** {@code compose.yaml}, {@code docker-compose.prod.yml} and the like. */
    static boolean areCompose(String path) {
        var name = last(path);
        return isYaml(name) && (isBegin(name, "compose") || isBegin(name, "docker-compose"));
    }

    /** {@code docker-bake.hcl}, {@code docker-bake.override.json} and the like. */
    static boolean areBake(String path) {
        var name = last(path);
        return name.startsWith("docker-bake") && (name.endsWith(".hcl") || name.endsWith(".json"));
    }

    /** GitHub's workflows and actions. */
    static boolean areWorkflow(String path) {
        var name = last(path);
        return (isYaml(name) && path.startsWith(".github/workflows/"))
                || name.equals("action.yml")
                || name.equals("action.yaml");
    }

    /** Files of assignments: {@code .env}, {@code x.env}, {@code .env.x} and Makefiles. */
    static boolean areAssignments(String path) {
        var name = last(path);
        return name.endsWith(".env") || name.startsWith(".env.") || areMakefile(path);
    }

    static boolean areMakefile(String path) {
        var name = last(path);
        return name.equals("makefile") || name.equals("gnumakefile") || name.endsWith(".mk");
    }

    /** The table of pins that a repository may have, {@code BASE_IMAGE_DIGESTS.md}. */
    static boolean areDigestTable(String path) {
        return last(path).equals("base_image_digests.md");
    }

    /** {@code .devcontainer.json}, {@code .devcontainer/devcontainer.json} and one folder deeper. */
    static boolean areDevContainer(String path) {
        var name = last(path);
        return name.equals("devcontainer.json") || name.equals(".devcontainer.json");
    }

    private static boolean isYaml(String name) {
        return name.endsWith(".yaml") || name.endsWith(".yml");
    }

    private static String last(String path) {
        return path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT);
    }
}
