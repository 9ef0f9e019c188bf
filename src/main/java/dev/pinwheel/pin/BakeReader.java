package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds the images that bake files ask for, and the builds.
 *
 * <p>A file is read together with those that buildx reads before it: {@code docker-bake.json}, {@code
 * docker-bake.hcl}, their overrides, and last one of another name.
 *
 * @see <a href="https://docs.docker.com/build/bake/reference/">Bake file reference</a>
 */
final class BakeReader {

    private static final List<String> ORDER =
            List.of("docker-bake.json", "docker-bake.hcl", "docker-bake.override.json", "docker-bake.override.hcl");
    private static final int WITHOUT_OVERRIDES = 2;

    private final Findings findings;
    private final Set<String> paths;

    BakeReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.paths = paths;
    }

    /** Notes the images and returns the builds of Dockerfiles. */
    List<Build> read(String path) {
        var builds = new ArrayList<Build>();
        var blocks = new ArrayList<Hcl.Block>();
        try {
            var below = Optional.<BakeFile>empty();
            for (var file : upTo(path)) {
                below = blocks.isEmpty() ? below : below(blocks, below);
                findings.read(file).ifPresent(content -> blocks.addAll(blocks(file, content)));
            }
            var file = new BakeFile(blocks, below);
            for (var target : file.targets()) {
                new BakeTarget(findings, paths, path, file, target).read().ifPresent(builds::add);
            }
        } catch (IllegalArgumentException e) {
            tell(path, e);
        }
        return builds;
    }

    /** What files say together that others are laid over; what is wrong with them is told where they are read for themselves. */
    private static Optional<BakeFile> below(List<Hcl.Block> blocks, Optional<BakeFile> below) {
        try {
            return Optional.of(new BakeFile(blocks, below));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The files that count where this one is used, it last. */
    private List<String> upTo(String path) {
        var directory = Paths.directory(path);
        var name = directory.isEmpty() ? path : path.substring(directory.length() + 1);
        var place = ORDER.indexOf(name);
        var before = ORDER.subList(0, place < 0 ? WITHOUT_OVERRIDES : place).stream()
                .map(other -> directory.isEmpty() ? other : directory + "/" + other)
                .filter(paths::contains);
        return Stream.concat(before, Stream.of(path)).toList();
    }

    /** A file that is malformed as a whole has none. */
    private List<Hcl.Block> blocks(String path, Text content) {
        try {
            return path.endsWith(".hcl") ? Hcl.blocks(content, fault -> tell(path, fault)) : blocks(content);
        } catch (MalformedFileException e) {
            tell(path, e);
            return List.of();
        }
    }

    private void tell(String path, IllegalArgumentException e) {
        findings.problem(path, MalformedFileException.line(e), String.valueOf(e.getMessage()));
    }

    /** The blocks of the JSON form, {@code {"target": {"app": {…}}}}; what is none is an attribute. */
    private static List<Hcl.Block> blocks(Text json) {
        var blocks = new ArrayList<Hcl.Block>();
        var attributes = new LinkedHashMap<String, Setting>();
        members(Jsonc.parse(json)).forEach((type, value) -> {
            if (value instanceof Setting.Mapping named) {
                named.members()
                        .forEach((name, block) ->
                                blocks.add(new Hcl.Block(type, List.of(name), members(block), first(block))));
            } else {
                attributes.put(type, value);
            }
        });
        blocks.add(new Hcl.Block("", List.of(), attributes, Text.EMPTY));
        return blocks;
    }

    private static Map<String, Setting> members(Setting setting) {
        return setting instanceof Setting.Mapping mapping ? mapping.members() : Map.of();
    }

    /** The first string within a value: it tells the line. */
    private static Text first(Setting setting) {
        return switch (setting) {
            case Setting.Literal literal -> literal.text();
            case Setting.Written written -> written.expression();
            case Setting.Sequence sequence -> first(sequence.items().stream());
            case Setting.Mapping mapping -> first(mapping.members().values().stream());
        };
    }

    private static Text first(Stream<Setting> settings) {
        return settings.map(BakeReader::first)
                .filter(text -> !text.spans().isEmpty())
                .findFirst()
                .orElse(Text.EMPTY);
    }
}
