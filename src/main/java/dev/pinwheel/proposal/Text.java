package dev.pinwheel.proposal;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.PackageChange;
import java.util.List;
import java.util.Locale;

/** A pull request's text in GitHub's Markdown: what a maintainer judges first, what an auditor asks last. */
public final class Text {

    /** The most characters it has; GitHub takes 65,536. */
    public static final int LONGEST = 60_000;

    private static final int ROWS = 40;

    static final Table<Finding> FINDINGS = new Table<>(
            List.of("Severity", "Vulnerability", "Source package", "Installed", "Fixed in"),
            finding -> List.of(
                    Counts.word(finding.severity()),
                    Markdown.code(finding.id()) + title(finding),
                    Markdown.code(finding.sourcePackage()),
                    Markdown.code(finding.installed()),
                    finding.fixed().map(Markdown::code).orElse("no fix yet")),
            Counts::of);

    private static final Table<Gate> GATES = new Table<>(
            List.of("Gate", "Outcome", "Why"),
            gate -> List.of(Markdown.prose(gate.name()), outcome(gate.outcome()), Markdown.prose(gate.reason())),
            gates -> Counts.of(gates.size(), "gate"));

    private static final Table<PackageChange> PACKAGES = new Table<>(
            List.of("Package", "Before", "After"),
            change -> List.of(
                    Markdown.code(change.name()),
                    change.before().map(Markdown::code).orElse("not there"),
                    change.after().map(Markdown::code).orElse("removed")),
            changes -> Counts.of(changes.size(), "package"));

    private Text() {}

    /** The text for these facts: with as many rows in its tables as there is room for. */
    public static String of(Facts facts) {
        var rows = ROWS;
        var text = of(facts, rows);
        while (text.length() > LONGEST && rows > 0) {
            rows /= 2;
            text = of(facts, rows);
        }
        return text;
    }

    private static String of(Facts facts, int rows) {
        var comparison = facts.comparison();
        return String.join(
                "\n",
                Summary.markdown(facts),
                "### Gates\n",
                GATES.of(facts.judged().gates(), Math.max(rows, 1)),
                findings(comparison, rows),
                packages(comparison, rows),
                Details.of(facts, rows),
                Verification.of(facts.proof()));
    }

    private static String findings(Comparison comparison, int rows) {
        return String.join(
                "\n",
                "### Vulnerabilities of the base\n",
                findings("Fixed", comparison.fixed(), rows),
                findings("New", comparison.introduced(), rows),
                findings("Remaining", comparison.remaining(), rows / 2));
    }

    static String findings(String kind, List<Finding> findings, int rows) {
        var sorted = findings.stream().sorted(Counts.WORST_FIRST).toList();
        return "**" + kind + ": " + Counts.of(findings) + "**\n"
                + (rows == 0 || sorted.isEmpty() ? "" : "\n" + FINDINGS.of(sorted, rows));
    }

    private static String packages(Comparison comparison, int rows) {
        var changed = comparison.packages();
        return "### Packages of the base\n\n"
                + (changed.isEmpty() ? "No package's version changes.\n" : PACKAGES.of(changed, rows));
    }

    private static String title(Finding finding) {
        return finding.title().isBlank() ? "" : " " + Markdown.prose(finding.title());
    }

    private static String outcome(Gate.Outcome outcome) {
        var word = outcome.name().toLowerCase(Locale.ROOT);
        return switch (outcome) {
            case PASS, SKIPPED -> word;
            case WARN, HOLD, BLOCK -> "**" + word + "**";
        };
    }
}
