package dev.pinwheel.proposal;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.evidence.Reports;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.pin.RefusedEditException;
import dev.pinwheel.pin.Repin;
import dev.pinwheel.source.Snapshot;
import dev.pinwheel.source.Sources;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes the proposal for an accepted candidate: the edit, its words, and the request to the forge. */
public final class Proposing {

    private final Sources sources;
    private final PinReader pins;
    private final Forge forge;
    private final Archive archive;
    private final Clock clock;

    public Proposing(Sources sources, PinReader pins, Forge forge, Archive archive, Clock clock) {
        this.sources = sources;
        this.pins = pins;
        this.forge = forge;
        this.archive = archive;
        this.clock = clock;
    }

    /** What came of it; a forge or source that fails is thrown and tried again. */
    Event propose(Progress progress) {
        try {
            return outcome(progress);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Event outcome(Progress progress) throws IOException {
        var attempt = progress.found().event().attempt();
        var judged = snapshot(progress);
        try {
            var edits = edits(judged, attempt.candidate());
            if (!same(edits, edits(sources.snapshot(attempt.candidate().source()), attempt.candidate()))) {
                throw new IOException(
                        "the files that pin " + attempt.candidate().watch()
                                + " have changed since they were rebuilt; they are rebuilt as they are now");
            }
            return recorded(progress, forge.propose(proposal(progress, judged, edits)));
        } catch (RefusedEditException e) {
            return new ProposalRefused(clock.instant(), attempt, String.valueOf(e.getMessage()));
        }
    }

    private Snapshot snapshot(Progress progress) throws IOException {
        var found = progress.found().event();
        return sources.snapshot(found.attempt().candidate().source(), found.branch(), found.commit());
    }

    private Map<String, byte[]> edits(Snapshot snapshot, Candidate candidate) throws RefusedEditException {
        return Repin.move(snapshot.files(), candidate.watch(), candidate.digest(), pins);
    }

    /** Whether what was rebuilt is what would be proposed now. */
    private static boolean same(Map<String, byte[]> rebuilt, Map<String, byte[]> now) {
        return rebuilt.keySet().equals(now.keySet())
                && rebuilt.entrySet().stream().allMatch(edit -> Arrays.equals(edit.getValue(), now.get(edit.getKey())));
    }

    private Proposal proposal(Progress progress, Snapshot base, Map<String, byte[]> edits) throws IOException {
        var candidate = progress.found().event().attempt().candidate();
        var judged = progress.judged().orElseThrow();
        var facts = new Facts(
                progress,
                comparison(progress),
                List.copyOf(edits.keySet()),
                archive.proofs().apply(judged.index()));
        return new Proposal(
                candidate,
                Naming.branch(candidate.source(), candidate.watch()),
                base.branch(),
                base.commit(),
                edits,
                Naming.message(facts),
                judged.event().at(),
                Naming.title(candidate),
                Text.of(facts),
                ours(candidate),
                progress.found().event().urgency().isPresent());
    }

    private Optional<String> ours(Candidate candidate) {
        return archive.history()
                .lastProposal(candidate.source(), candidate.watch())
                .map(Recorded::event)
                .map(Proposed::commit);
    }

    private Comparison comparison(Progress progress) throws IOException {
        return switch (progress.scanned().orElseThrow().event().scan()) {
            case Scan.Compared compared -> Reports.comparison(archive.evidence().get(compared.report()));
            case Scan.NotScanned(var reason) ->
                throw new IOException("an accepted candidate was not scanned: " + reason);
        };
    }

    private Event recorded(Progress progress, Outcome outcome) {
        var attempt = progress.found().event().attempt();
        return switch (outcome) {
            case Outcome.Refused(var reason) -> new ProposalRefused(clock.instant(), attempt, reason);
            case Outcome.Opened(var url, var commit) -> proposed(progress, Proposed.How.OPENED, url, commit);
            case Outcome.Refreshed(var url, var commit) -> proposed(progress, Proposed.How.REFRESHED, url, commit);
            case Outcome.Unchanged(var url, var commit) -> proposed(progress, Proposed.How.UNCHANGED, url, commit);
        };
    }

    private Proposed proposed(Progress progress, Proposed.How how, String url, String commit) {
        var attempt = progress.found().event().attempt();
        var candidate = attempt.candidate();
        return new Proposed(
                clock.instant(), attempt, how, url, Naming.branch(candidate.source(), candidate.watch()), commit);
    }
}
