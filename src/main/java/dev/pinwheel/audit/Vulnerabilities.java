package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** What each rotation fixes, brings and leaves: in the base, and in what each Dockerfile puts above it. */
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
                    "entry",
                    "dockerfile"),
            "",
            Vulnerabilities::new);

    /** What a scan says of some findings: how they changed, and in which Dockerfile; none for the base. */
    private record Part(Recorded<CandidateScanned> scan, String change, String dockerfile) {}

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
            var scan = new Recorded<>(fact.index(), scanned);
            reports.comparison(compared.report())
                    .ifPresentOrElse(
                            found -> tell(scan, found),
                            () -> row(
                                    new Part(scan, reports.whyNot(compared.report()), ""),
                                    List.of("", "", "", "", "")));
        }
    }

    private void tell(Recorded<CandidateScanned> scan, Comparison found) {
        tell(new Part(scan, "fixed", ""), found.fixed());
        tell(new Part(scan, "introduced", ""), found.introduced());
        tell(new Part(scan, found.compared() ? "remaining" : "there, with no base to compare", ""), found.remaining());
        found.applications().forEach(application -> tell(scan, application));
    }

    /** What is above the base; where there was no accepted build, nothing can be called new. */
    private void tell(Recorded<CandidateScanned> scan, Comparison.Application application) {
        var introduced = application.introduced().stream().map(Finding::key).collect(Collectors.toSet());
        var rest = application.own().stream()
                .filter(finding -> !introduced.contains(finding.key()))
                .toList();
        var there = application.compared() ? "remaining" : "there, with no build to compare";
        tell(new Part(scan, "introduced", application.dockerfile()), application.introduced());
        tell(new Part(scan, there, application.dockerfile()), rest);
    }

    private void tell(Part part, List<Finding> findings) {
        for (var finding : findings) {
            if (asked.vulnerability().map(finding.id()::equals).orElse(true)) {
                row(
                        part,
                        List.of(
                                finding.id(),
                                finding.sourcePackage(),
                                finding.installed(),
                                finding.fixed().orElse(""),
                                Words.of(finding.severity())));
            }
        }
    }

    private void row(Part part, List<String> finding) {
        var attempt = part.scan().event().attempt();
        var cells = new ArrayList<String>();
        cells.add(attempt.candidate().source().name());
        cells.add(attempt.candidate().watch().toString());
        cells.add(attempt.candidate().digest().toString());
        cells.add(String.valueOf(attempt.number()));
        cells.add(part.scan().event().at().toString());
        cells.add(part.change());
        cells.addAll(finding);
        cells.add(String.valueOf(part.scan().index()));
        cells.add(part.dockerfile());
        answer.row(cells);
    }
}
