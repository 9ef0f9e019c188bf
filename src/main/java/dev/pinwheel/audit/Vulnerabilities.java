package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import java.util.ArrayList;
import java.util.List;

/** What each rotation fixes, brings and leaves. */
final class Vulnerabilities implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            8,
            "vulnerabilities",
            "Which vulnerabilities does a rotation fix, introduce or leave?",
            List.of(
                    "source",
                    "image",
                    "to",
                    "attempt",
                    "scanned",
                    "change",
                    "id",
                    "package",
                    "installed",
                    "fixed_in",
                    "severity",
                    "entry"),
            "",
            Vulnerabilities::new);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;

    private Vulnerabilities(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateScanned scanned
                && asked.about(
                        scanned.attempt().candidate().source(),
                        scanned.attempt().candidate().watch())
                && scanned.scan() instanceof Scan.Compared compared) {
            var told = new Recorded<>(fact.index(), scanned);
            var comparison = reports.comparison(compared.report());
            if (comparison.isEmpty()) {
                row(told, "the report is not there", List.of("", "", "", "", ""));
            }
            comparison.ifPresent(found -> {
                tell(told, "fixed", found.fixed());
                tell(told, "introduced", found.introduced());
                tell(told, "remaining", found.remaining());
            });
        }
    }

    private void tell(Recorded<CandidateScanned> scanned, String change, List<Finding> findings) {
        for (var finding : findings) {
            if (asked.vulnerability().map(finding.id()::equals).orElse(true)) {
                row(
                        scanned,
                        change,
                        List.of(
                                finding.id(),
                                finding.sourcePackage(),
                                finding.installed(),
                                finding.fixed().orElse(""),
                                Words.of(finding.severity())));
            }
        }
    }

    private void row(Recorded<CandidateScanned> scanned, String change, List<String> finding) {
        var attempt = scanned.event().attempt();
        var cells = new ArrayList<String>();
        cells.add(attempt.candidate().source().name());
        cells.add(attempt.candidate().watch().toString());
        cells.add(attempt.candidate().digest().toString());
        cells.add(String.valueOf(attempt.number()));
        cells.add(scanned.event().at().toString());
        cells.add(change);
        cells.addAll(finding);
        cells.add(String.valueOf(scanned.index()));
        answer.row(cells);
    }
}
