package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Comparison.Application;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.PackageChange;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Severity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ComparingTest {

    private static final ScannerUsed TODAY = new ScannerUsed("osv", "1", Instant.parse("2026-11-21T00:00:00Z"));
    private static final ScannerUsed YESTERDAY = new ScannerUsed("osv", "1", Instant.parse("2026-11-20T00:00:00Z"));
    private static final Finding LOW = finding("CVE-2026-1", "zlib", Severity.LOW);
    private static final Finding HIGH = finding("CVE-2026-2", "openssl", Severity.HIGH);
    private static final Finding CRITICAL = finding("CVE-2026-3", "expat", Severity.CRITICAL);
    private static final Inventory CLEAN = inventory();

    @Test
    void tellsFixedIntroducedAndRemainingApart() {
        var compared = compare(List.of(inventory(LOW, HIGH)), inventory(HIGH, CRITICAL));

        assertEquals(List.of(LOW), compared.fixed());
        assertEquals(List.of(CRITICAL), compared.introduced());
        assertEquals(List.of(HIGH), compared.remaining());
    }

    @Test
    void putsTheWorstFirst() {
        var compared = compare(List.of(CLEAN), inventory(LOW, CRITICAL, HIGH));

        assertEquals(List.of(CRITICAL, HIGH, LOW), compared.introduced());
    }

    @Test
    void countsByFlawAndSourcePackageWhateverTheVersion() {
        var newer = new Finding(HIGH.id(), HIGH.sourcePackage(), "2", Optional.of("3"), Severity.CRITICAL, "");

        var compared = compare(List.of(inventory(HIGH)), inventory(newer));

        assertEquals(List.of(newer), compared.remaining());
        assertEquals(List.of(), compared.introduced());
        assertEquals(List.of(), compared.fixed());
    }

    @Test
    void takesTheSameFlawInAnotherSourcePackageForAnother() {
        var elsewhere = finding(HIGH.id(), "openssl1.1", Severity.HIGH);

        assertEquals(
                List.of(elsewhere),
                compare(List.of(inventory(HIGH)), inventory(elsewhere)).introduced());
    }

    @Test
    void holdsTheCandidateAgainstEveryPinnedBase() {
        var compared = compare(List.of(inventory(LOW, HIGH), inventory(LOW, CRITICAL)), inventory(LOW, HIGH));

        assertEquals(List.of(HIGH), compared.introduced());
        assertEquals(List.of(LOW), compared.remaining());
        assertEquals(List.of(CRITICAL), compared.fixed());
    }

    @Test
    void namesThePackagesOfTheBaseThatDiffer() {
        var before = inventory(Map.of("apt", "1", "bash", "5", "gone", "1"));
        var after = inventory(Map.of("apt", "2", "bash", "5", "new", "1"));

        assertEquals(
                List.of(
                        new PackageChange("apt", Optional.of("1"), Optional.of("2")),
                        new PackageChange("gone", Optional.of("1"), Optional.empty()),
                        new PackageChange("new", Optional.empty(), Optional.of("1"))),
                compare(List.of(before, before), after).packages());
    }

    @Test
    void countsAsTheApplicationsOwnWhatTheCandidateBaseDoesNotHave() {
        var application = application(Optional.empty(), HIGH, CRITICAL);

        assertEquals(new Application("Dockerfile", List.of(CRITICAL), List.of(), false), application);
    }

    @Test
    void comparesAnApplicationWithTheLastAcceptedBuildOfItsDockerfile() {
        var last = accepted(TODAY, new Application("Dockerfile", List.of(LOW), List.of(), false));

        var application = application(Optional.of(last), LOW, CRITICAL);

        assertEquals(new Application("Dockerfile", List.of(CRITICAL, LOW), List.of(CRITICAL), true), application);
    }

    @Test
    void doesNotCompareAnApplicationWithAnotherDockerfile() {
        var last = accepted(TODAY, new Application("other/Dockerfile", List.of(), List.of(), true));

        assertEquals(
                new Application("Dockerfile", List.of(CRITICAL), List.of(), false),
                application(Optional.of(last), CRITICAL));
    }

    @Test
    void doesNotCompareAnApplicationAcrossDifferentData() {
        var last = accepted(YESTERDAY, new Application("Dockerfile", List.of(), List.of(), true));

        assertEquals(
                new Application("Dockerfile", List.of(CRITICAL), List.of(), false),
                application(Optional.of(last), CRITICAL));
    }

    @Test
    void withoutAPinnedBaseNothingIsNew() {
        var comparison = compare(List.of(), inventory(HIGH));

        assertFalse(comparison.compared());
        assertEquals(List.of(), comparison.introduced());
        assertEquals(List.of(HIGH), comparison.remaining());
        assertEquals(List.of(), comparison.packages());
    }

    private static Application application(Optional<Comparison> last, Finding... findings) {
        var rebuilt = new RebuiltInventory("Dockerfile", inventory(findings));
        var base = inventory(HIGH);
        return new Comparing(TODAY, List.of(base), base, List.of(rebuilt))
                .compare(last)
                .applications()
                .getFirst();
    }

    private static Comparison accepted(ScannerUsed scanner, Application application) {
        return new Comparison(scanner, List.of(), List.of(), List.of(), List.of(), List.of(application));
    }

    private static Comparison compare(List<Inventory> pinned, Inventory candidate) {
        return new Comparing(TODAY, pinned, candidate, List.of()).compare(Optional.empty());
    }

    private static Inventory inventory(Finding... findings) {
        return Inventories.of(Map.of(), findings);
    }

    private static Inventory inventory(Map<String, String> packages) {
        return Inventories.of(packages);
    }

    private static Finding finding(String id, String source, Severity severity) {
        return new Finding(id, source, "1", Optional.empty(), severity, "");
    }
}
