package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Span;
import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Tag;
import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What comes together while the files of a tree are read. */
final class Findings {

    private static final int MEBI = 1024 * 1024;
    private static final int MOST_IMAGES = 100_000;
    private static final int MOST_PROBLEMS = 10_000;
    private static final Comparator<FoundPin> BY_FIRST_USE = Comparator.comparing(
            (FoundPin pin) -> pin.usedBy().getFirst(),
            Comparator.comparing(UsedBy::file).thenComparing(UsedBy::line));

    /** What makes two uses one pin. */
    record Same(
            Reference reference, String written, Optional<Tag> tag, Optional<String> platform, List<PinSite> sites) {}

    /** Who asks for one pin, and what takes its place. */
    private record Uses(Set<UsedBy> by, Set<PinSite> overriddenBy) {}

    private final FileTree files;
    private final Aliases aliases;
    private final Map<String, LineNumbers> lines = new HashMap<>();
    private final Map<Same, Uses> found = new LinkedHashMap<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Set<String> dockerfiles = new LinkedHashSet<>();
    private final Allowance bytes = new Allowance(64L * MEBI, "64 MiB of files that name images");
    private final Allowance buildBytes =
            new Allowance(64L * MEBI, "64 MiB of Dockerfiles, once for each of their builds");
    private final Allowance images = new Allowance(MOST_IMAGES, MOST_IMAGES + " images");
    private final Allowance tellings = new Allowance(MOST_PROBLEMS, MOST_PROBLEMS + " problems");

    Findings(FileTree files, Aliases aliases) {
        this.files = files;
        this.aliases = aliases;
    }

    /** A file's content; that it cannot be read is a problem. */
    Optional<Text> read(String path) {
        try {
            var content = files.read(path, Pins.MAX_FILE_SIZE);
            if (!takes(bytes, content.length, path)) {
                return Optional.empty();
            }
            lines.put(path, new LineNumbers(content));
            return Optional.of(Text.of(path, content));
        } catch (IOException e) {
            problem(path, 0, "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Whether one more build's reading of a Dockerfile is affordable; that it is not is a problem, once. */
    boolean isAffordable(Build build, Text dockerfile) {
        return takes(buildBytes, dockerfile.length(), build.by().file());
    }

    private boolean takes(Allowance allowance, long cost, String path) {
        var isEnough = allowance.take(cost);
        allowance.overrun().ifPresent(reason -> problems.add(new Problem(path, 0, reason)));
        return isEnough;
    }

    void problem(String file, int line, String reason) {
        var problem = new Problem(file, line, reason);
        if (!problems.contains(problem) && takes(tellings, 1, file)) {
            problems.add(problem);
        }
    }

    /** Notes that a file is a Dockerfile, whatever its name. */
    void dockerfile(String path) {
        dockerfiles.add(path);
    }

    /** Notes that an image is asked for. */
    Optional<Same> use(Text reference, UsedBy by) {
        return use(reference, Optional.empty(), List.of(), by);
    }

    /** Notes that an image is asked for; comments may name the tag of one that has none. */
    Optional<Same> use(Text reference, Optional<String> platform, List<String> comments, UsedBy by) {
        try {
            var written = WrittenReference.parse(reference);
            var tag = written.reference().tag().or(() -> Comment.tag(comments));
            var meant = aliases.meant(written.reference());
            var same = new Same(meant, reference.toString(), tag, platform, written.sites(this::line));
            if (!found.containsKey(same)) {
                if (!takes(images, 1, by.file())) {
                    return Optional.empty();
                }
                found.put(same, new Uses(new LinkedHashSet<>(), new LinkedHashSet<>()));
            }
            found.get(same).by().add(by);
            return Optional.of(same);
        } catch (IllegalArgumentException e) {
            problem(by.file(), by.line(), by.instruction() + " " + reference + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes that somewhere else another value takes the place of what makes a pin. */
    void override(Same pin, Text value) {
        var uses = found.get(pin);
        if (uses != null) {
            for (var span : value.spans()) {
                uses.overriddenBy()
                        .add(new PinSite(span.file(), line(span), span.start(), span.end(), PinSite.Part.REFERENCE));
            }
        }
    }

    int line(Span span) {
        return Optional.ofNullable(lines.get(span.file()))
                .map(numbers -> numbers.of(span.start()))
                .orElse(0);
    }

    /** The line in which a text begins; 0 if it is written nowhere. */
    int line(Text text) {
        return text.spans().stream().findFirst().map(this::line).orElse(0);
    }

    PinReport report() {
        var pins = new ArrayList<FoundPin>();
        found.forEach((same, uses) -> pins.add(pin(same, uses)));
        pins.sort(BY_FIRST_USE);
        var sorted = problems.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                .toList();
        return new PinReport(pins, sorted, dockerfiles);
    }

    private static FoundPin pin(Same same, Uses uses) {
        return new FoundPin(
                same.reference(),
                same.written(),
                same.tag(),
                same.platform(),
                List.copyOf(uses.by()),
                same.sites(),
                List.copyOf(uses.overriddenBy()));
    }
}
