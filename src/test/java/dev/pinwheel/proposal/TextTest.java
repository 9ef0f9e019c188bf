package dev.pinwheel.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.PackageChange;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Severity;
import dev.pinwheel.event.Verdict;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextTest {

    private static final String HOSTILE =
            "</details>@team #12 [x](https://evil.example) `| a\\|\n\n# b\u202ec <script>";

    private static String golden(String name) throws IOException {
        try (var stream = Objects.requireNonNull(TextTest.class.getResourceAsStream(name), name)) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void saysFirstWhatMovesAndLastHowToVerifyIt() throws IOException {
        assertEquals(golden("accepted.md"), Text.of(Samples.facts()));
    }

    @Test
    void saysInOneSentenceWhyItIsNotSafe() throws IOException {
        var gates = new ArrayList<>(Samples.gates());
        gates.add(new Gate("severity", Gate.Outcome.BLOCK, "CVE-2026-3003 in zlib is new", Optional.empty()));
        var facts = Samples.facts(Samples.comparison(), Samples.progress(Verdict.BLOCKED, gates, Samples.rebuilds()));

        var first = Text.of(facts).lines().findFirst().orElseThrow();

        assertEquals(
                "This moves `python:3.11.6-slim-bookworm` from `"
                        + Samples.digest("pinned").abbreviated() + "` to `"
                        + Samples.digest("candidate").abbreviated()
                        + "`, which **is not safe**: severity, CVE-2026-3003 in zlib is new.",
                first);
    }

    @Test
    void saysInItsFirstLineThatItIsUrgent() {
        var progress = Samples.progress(
                Verdict.ACCEPTED, Samples.gates(), Samples.rebuilds(), Optional.of("the pin has *vanished*"));

        var first = Text.of(Samples.facts(Samples.comparison(), progress))
                .lines()
                .findFirst()
                .orElseThrow();

        assertTrue(first.endsWith(" **It is urgent**: the pin has \\*vanished\\*."), first);
    }

    @Test
    void makesEverythingFromOutsideHarmless() throws IOException {
        var finding = new Finding(HOSTILE, HOSTILE, HOSTILE, Optional.of(HOSTILE), Severity.HIGH, HOSTILE);
        var change = new PackageChange(HOSTILE, Optional.of(HOSTILE), Optional.of(HOSTILE));
        var application = new Comparison.Application(HOSTILE, List.of(finding), List.of(finding), true);
        var findings = List.of(finding);
        var comparison =
                new Comparison(Samples.SCANNER, findings, findings, findings, List.of(change), List.of(application));
        var gates = List.of(new Gate("gate", Gate.Outcome.WARN, HOSTILE, Optional.empty()));
        var rebuilds = List.<Rebuild>of(new Rebuild.Failed(HOSTILE, HOSTILE, HOSTILE, Optional.empty()));
        var progress = Samples.progress(Verdict.ACCEPTED, gates, rebuilds);

        var text = Text.of(new Facts(progress, comparison, List.of(HOSTILE), Samples.proof()));

        assertEquals(golden("hostile.md"), text);
    }

    @Test
    void namesTheWitnessesWhoseLinesAreUnderTheCheckpoint() {
        var plain = Samples.facts();
        var names = List.of("witness.example.org/w1", "evil`@team");
        var proof = new LedgerProof(43, plain.proof().proofText(), plain.proof().vkey(), names);
        var text = Text.of(new Facts(plain.progress(), plain.comparison(), plain.files(), proof));

        assertTrue(
                text.contains("The checkpoint is cosigned by `witness.example.org/w1`, evil\\`@&#8203;team.\n"), text);
        assertFalse(Text.of(plain).contains("cosigned"));
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 1_000, 20_000})
    void keepsToGitHubsLimitAndCountsWhatIsLeftOut(int many) {
        var findings = IntStream.range(0, many)
                .mapToObj(i -> new Finding(
                        "CVE-2026-" + i,
                        "source@".repeat(60),
                        "@".repeat(300),
                        Optional.empty(),
                        Severity.HIGH,
                        HOSTILE))
                .toList();
        var changes = IntStream.range(0, many)
                .mapToObj(i -> new PackageChange("package@" + i, Optional.of("1"), Optional.of("2")))
                .toList();
        var applications = IntStream.range(0, many)
                .mapToObj(i -> new Comparison.Application("d/" + i, List.of(), List.of(), false))
                .toList();
        var comparison = new Comparison(Samples.SCANNER, findings, findings, findings, changes, applications);

        var text = Text.of(Samples.facts(comparison, Samples.facts().progress()));

        assertTrue(text.length() <= Text.LONGEST, () -> text.length() + " characters");
        assertTrue(text.contains("**New: " + many + " vulnerabilities (" + many + " high)**"));
        assertTrue(text.contains("c2sp.org/tlog-proof@v1"));
        assertEquals(text.split("<details>", -1).length, text.split("</details>", -1).length);
    }

    @Test
    void keepsToTheLimitWithManyGates() {
        var gates = IntStream.range(0, 3_000)
                .mapToObj(i -> new Gate("gate " + i, Gate.Outcome.PASS, "r", Optional.of(Samples.evidence("e" + i))))
                .toList();
        var pinned = Samples.progress(
                Verdict.HELD, gates.stream().map(TextTest::held).toList(), List.of());

        var text = Text.of(Samples.facts(Samples.comparison(), pinned));

        assertTrue(text.length() <= Text.LONGEST, () -> text.length() + " characters");
        assertTrue(
                text.contains("; and 2997 more reasons."),
                text.lines().findFirst().orElseThrow());
    }

    private static Gate held(Gate gate) {
        return new Gate(gate.name(), Gate.Outcome.HOLD, "because of @everybody", gate.evidence());
    }
}
