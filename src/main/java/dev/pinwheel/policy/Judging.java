package dev.pinwheel.policy;

import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Progress;
import dev.pinwheel.event.Scan;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.evidence.Reports;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.Optional;

/** Judges what is recorded of an attempt, with the reports that the evidence has of it. */
public final class Judging {

    private final Policy policy;
    private final Evidence evidence;
    private final Clock clock;

    public Judging(Policy policy, Evidence evidence, Clock clock) {
        this.policy = policy;
        this.evidence = evidence;
        this.clock = clock;
    }

    CandidateJudged judge(Progress progress) {
        var scanned = progress.scanned().orElseThrow().event();
        var dossier = new Dossier(
                progress.found().event(),
                progress.rebuilt().orElseThrow().event(),
                scanned,
                comparison(scanned.scan()));
        var now = clock.instant();
        var judgement = policy.judge(dossier, now);
        return new CandidateJudged(now, scanned.attempt(), judgement.verdict(), judgement.gates(), policy.digest());
    }

    private Optional<Comparison> comparison(Scan scan) {
        return switch (scan) {
            case Scan.NotScanned not -> Optional.empty();
            case Scan.Compared compared -> {
                try {
                    yield Optional.of(Reports.comparison(evidence.get(compared.report())));
                } catch (IOException e) {
                    throw new UncheckedIOException("tried to read the comparison to judge by", e);
                }
            }
        };
    }
}
