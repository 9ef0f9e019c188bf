package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Platform;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * One target of a bake file: the build that it is, and the images that it brings.
 *
 * @param path the file that is read
 */
record BakeTarget(Findings findings, Set<String> paths, String path, BakeFile.Target target) {

    private static final String IMAGE_CONTEXT = "docker-image://";

    /** Notes the images and returns the build of a Dockerfile; what only bake can tell is a problem. */
    Optional<Build> read(BakeFile file) {
        try {
            return build(file.lineage(target));
        } catch (IllegalArgumentException e) {
            findings.problem(by().file(), by().line(), "target " + target.name() + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    private Optional<Build> build(List<BakeFile.Target> lineage) {
        var unknown = new LinkedHashMap<String, String>();
        var arguments = new BuildArguments(texts(lineage, "args", unknown::put), unknown);
        var contexts = contexts(lineage);
        var inline = text(lineage, "dockerfile-inline");
        if (inline.isPresent()) {
            var line = Math.max(0, findings.line(inline.get()) - 1);
            var only = new Build(fileOf(inline.get()), arguments, contexts, platforms(lineage), by());
            new DockerfileReader(findings).readInline(line, inline.get(), only);
            return Optional.empty();
        }
        var context = text(lineage, "context").map(Text::toString).orElse(".");
        var dockerfile = text(lineage, "dockerfile").map(Text::toString).orElse("Dockerfile");
        var found = Paths.dockerfile(Paths.directory(path), context, dockerfile);
        if (isNamed(lineage) && found.isPresent() && !paths.contains(found.get())) {
            throw new IllegalArgumentException("builds " + found.get() + ", which is not here");
        }
        if (found.isEmpty()) {
            new RemoteBuild(findings, by()).note(arguments.given());
        }
        return found.filter(paths::contains)
                .map(here -> new Build(here, arguments, contexts, platforms(lineage), by()));
    }

    private static List<Platform> platforms(List<BakeFile.Target> lineage) {
        for (var each : lineage.reversed()) {
            if (each.members().get("platforms") instanceof Setting.Sequence sequence) {
                return sequence.items().stream()
                        .map(item -> Platform.parse(each.values().text(item).toString()))
                        .toList();
            }
        }
        return List.of();
    }

    /** A target that names no file may be there only to be inherited from. */
    private static boolean isNamed(List<BakeFile.Target> lineage) {
        return lineage.stream().anyMatch(each -> each.get("dockerfile").isPresent());
    }

    private Map<String, Text> contexts(List<BakeFile.Target> lineage) {
        var images = new LinkedHashMap<String, Text>();
        texts(lineage, "contexts", this::tell).forEach((name, value) -> {
            if (value.chars().startsWith(IMAGE_CONTEXT)) {
                var image = value.from(IMAGE_CONTEXT.length());
                images.put(name, image);
                var instruction = "target " + target.name() + " contexts " + name;
                findings.use(image, new UsedBy(fileOf(value), findings.line(value), instruction, Optional.empty()));
            }
        });
        return images;
    }

    private void tell(String name, String reason) {
        findings.problem(
                by().file(), by().line(), "target " + target.name() + ": what " + name + " is is not known: " + reason);
    }

    /** A member of the target, or of the last of its ancestors that has it. */
    private static Optional<Text> text(List<BakeFile.Target> lineage, String member) {
        return lineage.reversed().stream()
                .flatMap(each -> each.get(member).map(value -> each.values().text(value)).stream())
                .filter(text -> !text.isEmpty())
                .findFirst();
    }

    /** The texts of a mapping, those of ancestors included; null is as if it were not there. */
    private static Map<String, Text> texts(
            List<BakeFile.Target> lineage, String member, BiConsumer<String, String> unknown) {
        var texts = new LinkedHashMap<String, Text>();
        var reasons = new LinkedHashMap<String, String>();
        for (var each : lineage) {
            if (each.members().get(member) instanceof Setting.Mapping mapping) {
                mapping.members().forEach((name, value) -> {
                    texts.remove(name);
                    reasons.remove(name);
                    try {
                        put(name, each.values().of(value), texts, reasons);
                    } catch (IllegalArgumentException e) {
                        reasons.put(name, String.valueOf(e.getMessage()));
                    }
                });
            }
        }
        reasons.forEach(unknown);
        return texts;
    }

    private static void put(String name, Setting value, Map<String, Text> texts, Map<String, String> reasons) {
        if (value instanceof Setting.Literal literal && !literal.text().isEmpty()) {
            texts.put(name, literal.text());
        } else if (value instanceof Setting.Literal) {
            reasons.put(name, "empty here, and so to be set in the environment");
        } else if (!BakeExpression.isNull(value)) {
            reasons.put(name, "a list or an object");
        }
    }

    private UsedBy by() {
        return new UsedBy(fileOf(target.at()), findings.line(target.at()), "target " + target.name(), Optional.empty());
    }

    /** The file that a text is written in. */
    private String fileOf(Text text) {
        return text.spans().stream().findFirst().map(span -> span.file()).orElse(path);
    }
}
