package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What one file says, and which files were read to know it. */
final class FileFindings {

    /** Who asks for one image, and what takes its place. */
    record Uses(Set<UsedBy> by, Set<PinSite> overriddenBy) {

        Uses() {
            this(new LinkedHashSet<>(), new LinkedHashSet<>());
        }

        void add(Uses more) {
            by.addAll(more.by);
            overriddenBy.addAll(more.overriddenBy);
        }
    }

    private final Map<Findings.Same, Uses> found = new LinkedHashMap<>();
    private final Set<Problem> problems = new LinkedHashSet<>();
    private final Map<String, Optional<String>> contentIds = new HashMap<>();
    private final Map<String, Boolean> presence = new HashMap<>();
    private final Map<String, LineNumbers> lines = new HashMap<>();
    private final Set<String> dockerfiles = new LinkedHashSet<>();
    private final Map<Budget.Kind, Long> costs = new EnumMap<>(Budget.Kind.class);
    private List<Build> builds = List.of();

    void hasRead(String file, Optional<String> contentId) {
        contentIds.put(file, contentId);
    }

    void hasAsked(String path, Boolean isThere) {
        presence.put(path, isThere);
    }

    void hasLines(String file, LineNumbers numbers) {
        lines.put(file, numbers);
    }

    void use(Findings.Same image, UsedBy by) {
        found.computeIfAbsent(image, first -> new Uses()).by().add(by);
    }

    void override(Findings.Same image, PinSite by) {
        Optional.ofNullable(found.get(image))
                .ifPresent(uses -> uses.overriddenBy().add(by));
    }

    void problem(Problem problem) {
        problems.add(problem);
    }

    void dockerfile(String path) {
        dockerfiles.add(path);
    }

    void costs(Budget.Kind kind, long cost) {
        costs.merge(kind, cost, Long::sum);
    }

    void asksFor(List<Build> asked) {
        builds = List.copyOf(asked);
    }

    Map<Findings.Same, Uses> found() {
        return found;
    }

    Set<Problem> problems() {
        return problems;
    }

    Set<String> dockerfiles() {
        return dockerfiles;
    }

    Map<Budget.Kind, Long> costs() {
        return costs;
    }

    Map<String, LineNumbers> lines() {
        return lines;
    }

    List<Build> builds() {
        return builds;
    }

    /** Roughly how much there is to keep. */
    int weight() {
        return 1 + found.size() + problems.size() + builds.size();
    }

    /** Whether it can be told later that these still hold. */
    boolean canBeKept() {
        return !contentIds.isEmpty() && contentIds.values().stream().allMatch(Optional::isPresent);
    }

    /** Whether in a tree of these paths every file that was read is the same, and what was not there is not. */
    boolean holdIn(FileTree files, Set<String> paths) {
        return contentIds.entrySet().stream().allMatch(read -> read.getValue().equals(files.contentId(read.getKey())))
                && presence.entrySet().stream()
                        .allMatch(asked -> asked.getValue().equals(paths.contains(asked.getKey())));
    }
}
