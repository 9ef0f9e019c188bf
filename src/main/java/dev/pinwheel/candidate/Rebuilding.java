package dev.pinwheel.candidate;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.pin.PinReport;
import dev.pinwheel.pin.RefusedEditException;
import dev.pinwheel.pin.Repin;
import dev.pinwheel.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Rebuilds every Dockerfile that uses a candidate's pin, with the very edit that would be proposed. */
public final class Rebuilding {

    private static final int MOST = 64;
    private static final int LONGEST = 300;
    private static final String LOG = "text/plain; charset=utf-8";

    private final Sources sources;
    private final Workbench workbench;
    private final Evidence evidence;
    private final Clock clock;

    public Rebuilding(Sources sources, Workbench workbench, Evidence evidence, Clock clock) {
        this.sources = sources;
        this.workbench = workbench;
        this.evidence = evidence;
        this.clock = clock;
    }

    /** What came of every Dockerfile; a source or disk that fails is thrown and tried again. */
    CandidateRebuilt rebuild(CandidateFound found) {
        try {
            var rebuilds = rebuilds(found);
            return new CandidateRebuilt(clock.instant(), found.attempt(), rebuilds);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Rebuild> rebuilds(CandidateFound found) throws IOException {
        var candidate = found.attempt().candidate();
        var files = sources.snapshot(candidate.source(), found.branch(), found.commit())
                .files();
        var edits = Map.<String, byte[]>of();
        try {
            edits = Repin.move(files, candidate.watch(), candidate.digest(), workbench.pins());
        } catch (RefusedEditException e) {
            return List.of(failed(e.file(), String.valueOf(e.getMessage())));
        }
        var report = workbench.pins().read(files);
        var dockerfiles = report.dockerfilesUsing(candidate.watch());
        if (dockerfiles.size() > MOST) {
            return List.of(failed(
                    dockerfiles.getFirst(),
                    dockerfiles.size() + " Dockerfiles use this pin; at most " + MOST
                            + " are rebuilt for one proposal"));
        }
        var inline = report.inlineUsing(candidate.watch());
        if (!inline.isEmpty()) {
            return List.of(failed(
                    inline.getFirst().file(),
                    "the Dockerfile within it uses this pin in line "
                            + inline.getFirst().line()
                            + ", and only Dockerfiles in files of their own are rebuilt; move it into one"));
        }
        workbench.place().prepare(found.attempt());
        write(found, edits);
        var rebuilds = new ArrayList<Rebuild>();
        for (var dockerfile : dockerfiles) {
            var strangers = strangers(report, dockerfile);
            rebuilds.add(
                    strangers.isEmpty()
                            ? build(found, dockerfile)
                            : failed(dockerfile, "it takes images from " + strangers + ", which are not configured"));
        }
        return rebuilds;
    }

    /** The registries that a Dockerfile takes images from and that nobody has configured. */
    private SortedSet<String> strangers(PinReport report, String dockerfile) {
        return report.registriesOf(dockerfile).stream()
                .filter(host -> !workbench.registries().contains(host))
                .map(RegistryHost::name)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Rebuild failed(String file, String reason) {
        return new Rebuild.Failed(file, workbench.builder().name(), clipped(reason), Optional.empty());
    }

    /** All rebuilds of an attempt are in one ledger entry, which has a limit. */
    private static String clipped(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private void write(CandidateFound found, Map<String, byte[]> edits) throws IOException {
        var tree = workbench.place().workTree(found.attempt());
        sources.checkOut(found.attempt().candidate().source(), found.commit(), tree);
        for (var edit : edits.entrySet()) {
            Files.write(tree.resolve(edit.getKey()), edit.getValue());
        }
    }

    private Rebuild build(CandidateFound found, String dockerfile) throws IOException {
        var order = order(found, dockerfile);
        var start = clock.instant();
        var result = workbench.builder().build(order);
        var log = log(result.log());
        return switch (result) {
            case BuildResult.Failed failed ->
                new Rebuild.Failed(dockerfile, workbench.builder().name(), clipped(failed.reason()), Optional.of(log));
            case BuildResult.Built built ->
                new Rebuild.Built(
                        dockerfile,
                        workbench.builder().name(),
                        built.image(),
                        used(found.attempt().candidate(), order, built),
                        Duration.between(start, clock.instant()),
                        log);
        };
    }

    /** Reads the built image back; what cannot be read proves nothing. */
    private Rebuild.UsedCandidate used(Candidate candidate, BuildOrder order, BuildResult.Built built) {
        try {
            var base = workbench.images().of(candidate.watch().repository(), candidate.digest(), workbench.platform());
            var use = new CandidateUse(candidate.digest(), base.config().diffIds());
            var used = use.in(Layout.read(order.layout()), built);
            return new Rebuild.UsedCandidate(used.proved(), clipped(used.how()));
        } catch (IOException e) {
            return new Rebuild.UsedCandidate(
                    false, clipped("tried to read the built image back but " + e.getMessage()));
        }
    }

    private BuildOrder order(CandidateFound found, String dockerfile) {
        var attempt = found.attempt();
        var tree = workbench.place().workTree(attempt);
        var context = workbench.contexts().of(attempt.candidate().source(), dockerfile);
        return new BuildOrder(
                tree.resolve(context),
                relative(context, dockerfile),
                Map.of(
                        "GIT_COMMIT", found.commit(),
                        "BUILD_DATE", found.at().toString()),
                workbench.platform(),
                workbench.place().layout(attempt, dockerfile),
                workbench.limit());
    }

    private static String relative(String context, String dockerfile) {
        return Path.of(context).relativize(Path.of(dockerfile)).toString();
    }

    private Descriptor log(String text) throws IOException {
        return evidence.put(LOG, text.getBytes(StandardCharsets.UTF_8));
    }
}
