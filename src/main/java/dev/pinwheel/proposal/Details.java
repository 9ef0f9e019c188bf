package dev.pinwheel.proposal;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.image.Descriptor;
import java.util.ArrayList;
import java.util.List;

/** What most readers do not open: digests, times, tools, rebuilds, the application's findings, evidence. */
final class Details {

    private static final int FEWEST_LINES = 9;

    private record Line(String name, String value) {}

    private static final Table<Line> LINES = new Table<>(
            List.of("", ""), line -> List.of(line.name(), line.value()), left -> Counts.of(left.size(), "line"));

    private static final Table<Rebuild> REBUILDS = new Table<>(
            List.of("Dockerfile", "Builder", "Outcome", "Stands on the candidate"),
            Details::cells,
            left -> Counts.of(left.size(), "Dockerfile"));

    private Details() {}

    static String of(Facts facts, int rows) {
        return collapsed("Digests, times and tools", LINES.of(lines(facts), FEWEST_LINES + rows))
                + "\n" + collapsed("Changed files", files(facts.files(), rows))
                + "\n" + collapsed("Rebuilds", REBUILDS.of(rebuilds(facts), rows))
                + "\n" + collapsed("The applications' own findings", applications(facts.comparison(), rows))
                + "\n" + collapsed("Evidence", LINES.of(evidence(facts), rows));
    }

    static String collapsed(String summary, String content) {
        return "<details>\n<summary>" + summary + "</summary>\n\n" + (content.isEmpty() ? "None.\n" : content)
                + "\n</details>\n";
    }

    private static List<Line> lines(Facts facts) {
        var found = facts.progress().found().event();
        var candidate = facts.candidate();
        var scanner = facts.comparison().scanner();
        var lines = new ArrayList<Line>();
        lines.add(new Line("Watch", Markdown.code(candidate.watch().toString())));
        candidate.pinned().forEach(digest -> lines.add(new Line("Pinned digest", Markdown.code(digest.toString()))));
        lines.add(new Line("Candidate digest", Markdown.code(candidate.digest().toString())));
        lines.add(new Line("First seen by our ledger", found.firstSeen().toString()));
        lines.add(new Line(
                "Held against commit", Markdown.code(found.commit()) + " of " + Markdown.code(found.branch())));
        lines.add(new Line("Scanner", Markdown.prose(scanner.name() + " " + scanner.version())));
        lines.add(new Line("Scanner's data from", scanner.database().toString()));
        lines.add(new Line("Policy", Markdown.code(facts.judged().policy().toString())));
        lines.add(new Line("Judged at", facts.judged().at().toString()));
        return lines;
    }

    private static String files(List<String> files, int rows) {
        var shown = files.stream()
                .limit(rows)
                .map(path -> "- " + Markdown.code(path) + "\n")
                .toList();
        var left = files.size() - shown.size();
        return String.join("", shown) + (left == 0 ? "" : "- and " + Counts.of(left, "file") + " more\n");
    }

    private static List<Rebuild> rebuilds(Facts facts) {
        return facts.progress().rebuilt().map(done -> done.event().rebuilds()).orElse(List.of());
    }

    private static List<String> cells(Rebuild rebuild) {
        return switch (rebuild) {
            case Rebuild.Built built ->
                List.of(
                        Markdown.code(built.dockerfile()),
                        Markdown.prose(built.builder()),
                        Markdown.code(built.image().toString()) + " in "
                                + built.took().toSeconds() + " s",
                        (built.usedCandidate().proved() ? "yes, " : "**no**, ")
                                + Markdown.prose(built.usedCandidate().how()));
            case Rebuild.Failed failed ->
                List.of(
                        Markdown.code(failed.dockerfile()),
                        Markdown.prose(failed.builder()),
                        "**failed**: " + Markdown.prose(failed.reason()),
                        "");
        };
    }

    private static String applications(Comparison comparison, int rows) {
        var text = new StringBuilder();
        for (var application :
                comparison.applications().stream().limit(Math.max(rows, 1)).toList()) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append("#### ")
                    .append(Markdown.code(application.dockerfile()))
                    .append("\n\n")
                    .append(
                            application.compared()
                                    ? Text.findings("New since the last accepted build", application.introduced(), rows)
                                            + "\n"
                                    : "No build was accepted before, so there is nothing to compare with.\n\n")
                    .append(Text.findings("Above the base", application.own(), rows / 4));
        }
        return text.toString();
    }

    private static List<Line> evidence(Facts facts) {
        var lines = new ArrayList<Line>();
        facts.progress().scanned().ifPresent(done -> {
            if (done.event().scan() instanceof Scan.Compared compared) {
                lines.add(line("Comparison", compared.report()));
                compared.images().forEach(image -> lines.add(scanned(image)));
            }
        });
        for (var rebuild : rebuilds(facts)) {
            log(rebuild).forEach(log -> lines.add(line("Build log of " + Markdown.code(rebuild.dockerfile()), log)));
        }
        for (Gate gate : facts.judged().gates()) {
            gate.evidence().ifPresent(found -> lines.add(line("Gate " + Markdown.prose(gate.name()), found)));
        }
        return lines;
    }

    private static Line scanned(ScannedImage image) {
        var what = image.dockerfile()
                        .map(path -> "Image of " + Markdown.code(path))
                        .orElse("Base") + " " + Markdown.code(image.image().abbreviated()) + ", "
                + Markdown.prose(image.system());
        return new Line(
                what,
                "scan report " + code(image.report()) + ", SBOM (CycloneDX) " + code(image.sbom()) + ", packages "
                        + code(image.packages()));
    }

    private static String code(Descriptor descriptor) {
        return Markdown.code(descriptor.digest().toString());
    }

    private static List<Descriptor> log(Rebuild rebuild) {
        return switch (rebuild) {
            case Rebuild.Built built -> List.of(built.log());
            case Rebuild.Failed failed -> failed.log().stream().toList();
        };
    }

    private static Line line(String name, Descriptor descriptor) {
        return new Line(name, code(descriptor) + ", " + descriptor.size() + " bytes");
    }
}
