package dev.pinwheel.audit;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Each proposal and the scan before it, and the scans that led to none. */
final class Scans implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            6,
            "scans",
            "Was a digest scanned before it was proposed: by which scanner, with which data, and what was found?",
            List.of(
                    "source",
                    "image",
                    "to",
                    "attempt",
                    "scanned",
                    "scanner",
                    "data",
                    "fixed",
                    "introduced",
                    "remaining",
                    "report",
                    "sbom",
                    "scan_entry",
                    "proposed",
                    "scanned_before"),
            "before the merge: waits for rotation.merged; until then the proposal stands for it",
            Scans::new);

    private final Asked asked;
    private final Answer answer;
    private final Notes open;

    private Scans(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.open = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateScanned scanned) {
            if (asked.about(
                    scanned.attempt().candidate().source(),
                    scanned.attempt().candidate().watch())) {
                open.put(List.of(scanned.attempt().key()), Noted.row(fact));
            }
        } else if (fact.event() instanceof Proposed proposed) {
            proposed(proposed);
        } else if (fact.event() instanceof CandidateJudged judged && judged.verdict() != Verdict.ACCEPTED) {
            end(judged.attempt());
        } else if (fact.event() instanceof ProposalRefused refused) {
            end(refused.attempt());
        }
    }

    private void proposed(Proposed proposed) {
        var candidate = proposed.attempt().candidate();
        if (asked.about(candidate.source(), candidate.watch())) {
            var scan = closed(proposed.attempt());
            var compared = scan.map(known -> known.event().scan() instanceof Scan.Compared)
                    .orElse(false);
            tell(proposed.attempt(), scan, List.of(proposed.at().toString(), compared ? "yes" : "no"));
        }
    }

    private void end(Attempt attempt) {
        closed(attempt).ifPresent(scan -> tell(attempt, Optional.of(scan), List.of("", "")));
    }

    private Optional<Recorded<CandidateScanned>> closed(Attempt attempt) {
        var key = List.of(attempt.key());
        var scan = open.find(key).map(row -> Noted.read(row, CandidateScanned.class));
        open.remove(key);
        return scan;
    }

    @Override
    public void end() {
        open.each(Notes.ALL, (key, row) -> {
            var scan = Noted.read(row, CandidateScanned.class);
            tell(scan.event().attempt(), Optional.of(scan), List.of("", ""));
        });
    }

    private void tell(Attempt attempt, Optional<Recorded<CandidateScanned>> scan, List<String> proposal) {
        var candidate = attempt.candidate();
        var cells = new ArrayList<String>();
        cells.add(candidate.source().name());
        cells.add(candidate.watch().toString());
        cells.add(candidate.digest().toString());
        cells.add(String.valueOf(attempt.number()));
        cells.add(scan.map(known -> known.event().at().toString()).orElse(""));
        cells.addAll(scan.map(known -> cells(known.event().scan())).orElseGet(() -> List.of("", "", "", "", "", "")));
        cells.add(scan.flatMap(known -> sbom(known.event())).orElse(""));
        cells.add(scan.map(known -> String.valueOf(known.index())).orElse(""));
        cells.addAll(proposal);
        answer.row(cells);
    }

    /** The candidate base's bill of materials. */
    private static Optional<String> sbom(CandidateScanned scanned) {
        return switch (scanned.scan()) {
            case Scan.Compared compared ->
                compared.images().stream()
                        .filter(image -> image.image()
                                .equals(scanned.attempt().candidate().digest()))
                        .map(image -> image.sbom().digest().toString())
                        .findFirst();
            case Scan.NotScanned not -> Optional.empty();
        };
    }

    private static List<String> cells(Scan scan) {
        return switch (scan) {
            case Scan.Compared compared ->
                List.of(
                        compared.scanner().name() + " " + compared.scanner().version(),
                        compared.scanner().database().toString(),
                        String.valueOf(compared.fixed()),
                        String.valueOf(compared.introduced()),
                        String.valueOf(compared.remaining()),
                        compared.report().digest().toString());
            case Scan.NotScanned not -> List.of("not scanned: " + not.reason(), "", "", "", "", "");
        };
    }
}
