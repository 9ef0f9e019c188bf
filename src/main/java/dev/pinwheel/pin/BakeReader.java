package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the images that bake files ask for, and the builds.
 *
 * @see <a href="https://docs.docker.com/build/bake/reference/">Bake file reference</a>
 */
final class BakeReader {

    private static final String IMAGE_CONTEXT = "docker-image://";
    private static final int MOST_ANCESTORS = 20;

    private final Findings findings;
    private final Set<String> paths;

    BakeReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.paths = paths;
    }

    /** Notes the images and returns the builds of Dockerfiles. */
    List<Build> read(String path) {
        var builds = new ArrayList<Build>();
        findings.read(path).ifPresent(content -> {
            try {
                var file = new BakeFile(path.endsWith(".hcl") ? Hcl.blocks(content) : blocks(content));
                file.targets().keySet().forEach(name -> read(path, name, file).ifPresent(builds::add));
            } catch (IllegalArgumentException e) {
                findings.problem(path, 0, String.valueOf(e.getMessage()));
            }
        });
        return builds;
    }

    /** The blocks of the JSON form: {@code {"target": {"app": {…}}}}. */
    private static List<Hcl.Block> blocks(Text json) {
        var blocks = new ArrayList<Hcl.Block>();
        members(Jsonc.parse(json)).forEach((type, named) -> members(named)
                .forEach((name, block) -> blocks.add(new Hcl.Block(type, List.of(name), members(block)))));
        return blocks;
    }

    private static Map<String, Setting> members(Setting setting) {
        return setting instanceof Setting.Mapping mapping ? mapping.members() : Map.of();
    }

    /** What one file says, targets and the defaults of variables. */
    private static final class BakeFile {

        private final Map<String, Map<String, Setting>> targets = new LinkedHashMap<>();
        private final Map<String, Text> variables = new HashMap<>();

        BakeFile(List<Hcl.Block> blocks) {
            for (var block : blocks) {
                if (block.labels().isEmpty()) {
                    continue;
                }
                if (block.type().equals("target")) {
                    targets.put(block.labels().getFirst(), block.members());
                } else if (block.type().equals("variable")
                        && block.members().get("default") instanceof Setting.Literal value) {
                    fill(value.text())
                            .ifPresent(text -> variables.put(block.labels().getFirst(), text));
                }
            }
        }

        Map<String, Map<String, Setting>> targets() {
            return targets;
        }

        Optional<Text> fill(Text text) {
            return Expression.OF_BAKE.fill(text, variables);
        }

        /** A member of a target, or of the last of its ancestors that has it. */
        Optional<Setting> get(String target, String member) {
            var all = lineage(target);
            return all.reversed().stream()
                    .map(members -> Optional.ofNullable(members.get(member)))
                    .flatMap(Optional::stream)
                    .findFirst();
        }

        Optional<Text> text(String target, String member) {
            return get(target, member)
                    .flatMap(value ->
                            value instanceof Setting.Literal literal ? fill(literal.text()) : Optional.empty());
        }

        /** The strings of a mapping, those of ancestors included. */
        Map<String, Text> texts(String target, String member) {
            var texts = new LinkedHashMap<String, Text>();
            for (var members : lineage(target)) {
                if (members.get(member) instanceof Setting.Mapping mapping) {
                    mapping.members().forEach((name, value) -> {
                        if (value instanceof Setting.Literal literal) {
                            fill(literal.text()).ifPresent(text -> texts.put(name, text));
                        }
                    });
                }
            }
            return texts;
        }

        /** The members of a target's ancestors, farthest first, and its own. */
        private List<Map<String, Setting>> lineage(String target) {
            var lineage = new ArrayList<Map<String, Setting>>();
            collect(target, lineage);
            return lineage;
        }

        private void collect(String target, List<Map<String, Setting>> lineage) {
            var members = targets.getOrDefault(target, Map.of());
            if (members.get("inherits") instanceof Setting.Sequence parents && lineage.size() < MOST_ANCESTORS) {
                lineage.add(Map.of());
                for (var parent : parents.items()) {
                    if (parent instanceof Setting.Literal name) {
                        collect(name.text().chars(), lineage);
                    }
                }
            }
            lineage.add(members);
        }
    }

    private Optional<Build> read(String path, String target, BakeFile file) {
        var arguments = file.texts(target, "args");
        file.texts(target, "contexts").forEach((name, value) -> {
            if (value.chars().startsWith(IMAGE_CONTEXT)) {
                findings.use(value.from(IMAGE_CONTEXT.length()), by(path, target + " contexts " + name, value));
            }
        });
        var inline = file.text(target, "dockerfile-inline");
        if (inline.isPresent()) {
            new DockerfileReader(findings)
                    .readInline(path, Math.max(0, findings.line(inline.get()) - 1), inline.get(), arguments);
            return Optional.empty();
        }
        var context = file.text(target, "context").map(Text::toString).orElse(".");
        var dockerfile = file.text(target, "dockerfile").map(Text::toString).orElse("Dockerfile");
        return Paths.dockerfile(Paths.directory(path), context, dockerfile)
                .filter(paths::contains)
                .map(found -> new Build(found, arguments, Map.of(), Map.of(), by(path, target, Text.EMPTY)));
    }

    private UsedBy by(String path, String target, Text at) {
        return new UsedBy(path, findings.line(at), "target " + target, Optional.empty());
    }
}
