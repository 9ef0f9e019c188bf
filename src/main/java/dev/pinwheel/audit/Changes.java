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
import java.util.List;
import java.util.Optional;

/**
 * Which proposed changes are routine and which adaptive, in FedRAMP's words, by what the scans saw of the bases;
 * {@link ChangeClass} says how.
 */
final class Changes implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            14,
            "changes",
            "Which proposed changes are routine (newer packages of the same release), and which adaptive?",
            List.of("source", "image", "from", "to", "proposed", "class", "why", "url", "scan_entry", "entry"),
            "who approved it and when it was merged: waits for rotation.merged; user and entrypoint: waits for facts"
                    + " about images' configs",
            Changes::new);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes scans;

    private Changes(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.scans = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateScanned scanned) {
            scans.put(key(scanned.attempt()), Noted.row(fact));
        } else if (fact.event() instanceof Proposed proposed) {
            var scan = scans.find(key(proposed.attempt())).map(row -> Noted.read(row, CandidateScanned.class));
            scans.remove(key(proposed.attempt()));
            tell(proposed, scan, fact.index());
        } else if (fact.event() instanceof CandidateJudged judged && judged.verdict() != Verdict.ACCEPTED) {
            scans.remove(key(judged.attempt()));
        } else if (fact.event() instanceof ProposalRefused refused) {
            scans.remove(key(refused.attempt()));
        }
    }

    private static List<String> key(Attempt attempt) {
        return List.of(attempt.key());
    }

    private void tell(Proposed proposed, Optional<Recorded<CandidateScanned>> scan, long entry) {
        var candidate = proposed.attempt().candidate();
        if (!asked.about(candidate.source(), candidate.watch())) {
            return;
        }
        var change = scan.map(known -> classOf(known.event())).orElse(ChangeClass.unknown("no scan is recorded"));
        answer.row(
                candidate.source(),
                candidate.watch(),
                Words.of(candidate.pinned()),
                candidate.digest(),
                proposed.at(),
                change.name(),
                change.why(),
                proposed.url(),
                scan.map(known -> String.valueOf(known.index())).orElse(""),
                entry);
    }

    private ChangeClass classOf(CandidateScanned scanned) {
        return switch (scanned.scan()) {
            case Scan.NotScanned(var reason) -> ChangeClass.unknown("not scanned: " + reason);
            case Scan.Compared compared ->
                reports.comparison(compared.report())
                        .map(comparison ->
                                ChangeClass.of(Releases.of(scanned.attempt().candidate(), compared), comparison))
                        .orElseGet(() -> ChangeClass.unknown(reports.whyNot(compared.report())));
        };
    }
}
