package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Span;
import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Tag;
import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.util.AbstractSet;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What comes together while the files of a tree are read. */
final class Findings {

    private static final Comparator<FoundPin> BY_FIRST_USE = Comparator.comparing(
            (FoundPin pin) -> pin.usedBy().getFirst(),
            Comparator.comparing(UsedBy::file).thenComparing(UsedBy::line));

    /** What makes two uses one pin. */
    record Same(
            Reference reference, String written, Optional<Tag> tag, Optional<String> platform, List<PinSite> sites) {}

    private final FileTree files;
    private final Set<String> paths;
    private final Aliases aliases;
    private final KnownFiles known;
    private final Map<String, LineNumbers> lines = new HashMap<>();
    private final List<FileFindings> all = new ArrayList<>();
    private final Budget budget = new Budget();
    private FileFindings current = new FileFindings();

    Findings(FileTree files, Aliases aliases, KnownFiles known) {
        this.files = files;
        this.paths = Set.copyOf(files.paths());
        this.aliases = aliases;
        this.known = known;
    }

    /** Reads a file, or takes what it said when its content was read before; the builds that it asks for. */
    List<Build> of(String path, Optional<List<Build>> builds, Supplier<List<Build>> reading) {
        var key = new KnownFiles.Key(path, files.contentId(path), builds);
        var before = known.of(key, files, paths).filter(findings -> budget.take(findings.costs()));
        current = before.orElseGet(FileFindings::new);
        all.add(current);
        if (before.isPresent()) {
            lines.putAll(current.lines());
        } else {
            current.asksFor(reading.get());
            if (!budget.isOverrun()) {
                known.keep(key, current);
            }
        }
        return current.builds();
    }

    /** The tree's paths; that one was asked for is noted. */
    Set<String> paths() {
        return new AbstractSet<>() {
            @Override
            public boolean contains(Object path) {
                var isThere = paths.contains(path);
                current.hasAsked(String.valueOf(path), isThere);
                return isThere;
            }

            @Override
            public Iterator<String> iterator() {
                throw new UnsupportedOperationException("what is found would depend on every path");
            }

            @Override
            public int size() {
                return paths.size();
            }
        };
    }

    /** A file's content; that it cannot be read is a problem. */
    Optional<Text> read(String path) {
        current.hasRead(path, files.contentId(path));
        try {
            var content = files.read(path, Pins.MAX_FILE_SIZE);
            if (!takes(Budget.Kind.BYTES, content.length, path)) {
                return Optional.empty();
            }
            lines.put(path, new LineNumbers(content));
            reliesOn(path);
            return Optional.of(Text.of(path, content));
        } catch (IOException e) {
            problem(path, 0, "cannot be read: " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes that what is found follows from a file that was read for another one, too. */
    void reliesOn(String path) {
        current.hasRead(path, files.contentId(path));
        Optional.ofNullable(lines.get(path)).ifPresent(numbers -> current.hasLines(path, numbers));
    }

    /** Whether one more reading of a Dockerfile, for what this file says, is affordable; that it is not is a problem, once. */
    boolean isAffordable(String by, Text dockerfile) {
        return takes(Budget.Kind.BUILD_BYTES, dockerfile.length(), by);
    }

    /** Whether the tree's budget has so much left for what a file says; that it has not is a problem, once. */
    boolean takes(Budget.Kind kind, long cost, String path) {
        current.costs(kind, cost);
        var allowance = budget.of(kind);
        var isEnough = allowance.take(cost);
        allowance.overrun().ifPresent(reason -> current.problem(new Problem(path, 0, reason)));
        return isEnough;
    }

    void problem(String file, int line, String reason) {
        var problem = new Problem(file, line, reason);
        if (!current.problems().contains(problem) && takes(Budget.Kind.PROBLEMS, 1, file)) {
            current.problem(problem);
        }
    }

    /** Notes that the file being read is a Dockerfile, whatever its name. */
    void dockerfile(String path) {
        current.dockerfile(path);
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
            if (!current.found().containsKey(same) && !takes(Budget.Kind.IMAGES, 1, by.file())) {
                return Optional.empty();
            }
            current.use(same, by);
            return Optional.of(same);
        } catch (IllegalArgumentException e) {
            problem(by.file(), by.line(), by.instruction() + " " + reference + ": " + e.getMessage());
            return Optional.empty();
        }
    }

    /** Notes that somewhere else another value takes the place of what makes a pin. */
    void override(Same pin, Text value) {
        for (var span : value.spans()) {
            var site = new PinSite(span.file(), line(span), span.start(), span.end(), PinSite.Part.REFERENCE);
            current.override(pin, site);
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
        var found = new LinkedHashMap<Same, FileFindings.Uses>();
        var problems = new LinkedHashSet<Problem>();
        var dockerfiles = new LinkedHashSet<String>();
        for (var file : all) {
            file.found().forEach((same, uses) -> found.computeIfAbsent(same, first -> new FileFindings.Uses())
                    .add(uses));
            problems.addAll(file.problems());
            dockerfiles.addAll(file.dockerfiles());
        }
        var pins = new ArrayList<FoundPin>();
        found.forEach((same, uses) -> pins.add(pin(same, uses)));
        pins.sort(BY_FIRST_USE);
        var sorted = problems.stream()
                .sorted(Comparator.comparing(Problem::file).thenComparing(Problem::line))
                .toList();
        return new PinReport(pins, sorted, dockerfiles);
    }

    private static FoundPin pin(Same same, FileFindings.Uses uses) {
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
