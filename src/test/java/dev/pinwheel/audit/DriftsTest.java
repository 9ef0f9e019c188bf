package dev.pinwheel.audit;

import static dev.pinwheel.audit.Inquiries.column;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.PackageChange;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.evidence.Reports;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scans and looks say of how an image changed: the questions drifts, changes and end-of-life. */
class DriftsTest {

    private static final Descriptor SOMETHING = new Descriptor("text/plain", Story.digest("something"), 9);
    private static final Candidate CANDIDATE = new Candidate(Story.SOURCE, Story.IMAGE, List.of(Story.A), Story.B);
    private static final ScannerUsed SCANNER = new ScannerUsed("trivy", "1", Story.BEGIN);

    private final Inquiries told = new Inquiries();

    private static ScannedImage image(Digest digest, String system, Optional<LocalDate> endOfLife) {
        return new ScannedImage(digest, Optional.empty(), system, endOfLife, SOMETHING, SOMETHING, SOMETHING);
    }

    private Scan scan(List<ScannedImage> images, PackageChange... changes) throws IOException {
        var comparison = new Comparison(SCANNER, List.of(), List.of(), List.of(), Arrays.asList(changes), List.of());
        return new Scan.Compared(SCANNER, 0, 0, 0, told.put(Reports.bytes(comparison)), images);
    }

    private void rotate(int number, Scan scan) {
        var attempt = new Attempt(CANDIDATE, number);
        told.tell(
                new CandidateScanned(Story.hour(number), attempt, scan),
                new Proposed(Story.hour(number), attempt, Proposed.How.OPENED, "url", "branch", "commit"));
    }

    private static List<ScannedImage> bases(String pinned, String candidate) {
        return List.of(image(Story.A, pinned, Optional.empty()), image(Story.B, candidate, Optional.empty()));
    }

    private Map<String, String> change(Scan scan) {
        rotate(1, scan);
        return told.ask("changes").getFirst();
    }

    private static PackageChange moved(String name, String before, String after) {
        return new PackageChange(name, Optional.of(before), Optional.of(after));
    }

    @Test
    void newerPackagesOfTheSameReleaseAreRoutine() throws IOException {
        var change = change(scan(
                bases("debian 12.14", "debian 12.15"),
                moved("openssl", "3.0.20-1", "3.0.22-1"),
                moved("tzdata", "2026a-1", "2026b-1"),
                moved("libc6", "1:2.36-9", "1:2.36-10")));

        assertEquals("routine", change.get("class"));
        assertEquals("debian 12, 3 packages changed", change.get("why"));
    }

    @ParameterizedTest
    @CsvSource({
        "debian 12.14, debian 13.1",
        "alpine 3.20.3, alpine 3.21.0",
        "ubuntu 22.04, ubuntu 24.04",
        "debian 12, ubuntu 12",
        "rocky 8.9, rocky 9.1"
    })
    void anotherReleaseIsAdaptiveAndADrift(String before, String after) throws IOException {
        var change = change(scan(bases(before, after)));

        assertEquals("adaptive", change.get("class"));
        assertTrue(String.valueOf(change.get("why")).startsWith("release "), change.toString());
        assertEquals(List.of("another release"), column(told.ask("drifts"), "change"));
    }

    @ParameterizedTest
    @CsvSource({"debian 12.1, debian 12.15", "alpine 3.20.3, alpine 3.20.7", "ubuntu 22.04, ubuntu 22.04"})
    void anotherPointReleaseIsNoDrift(String before, String after) throws IOException {
        assertEquals("routine", change(scan(bases(before, after))).get("class"));
        assertEquals(List.of(), told.ask("drifts"));
    }

    @Test
    void packagesThatComeOrGoOrJumpAreAdaptive() throws IOException {
        var gone = new ArrayList<PackageChange>();
        for (var i = 0; i < 7; i++) {
            gone.add(new PackageChange("lib" + i, Optional.of("1"), Optional.empty()));
        }
        gone.add(new PackageChange("new", Optional.empty(), Optional.of("1")));
        gone.add(moved("perl", "5.36.0", "6.0.0"));
        gone.add(moved("vim", "1:9.0", "2:9.0"));

        assertEquals(
                "removed: lib0, lib1, lib2, lib3, lib4 and 2 more; added: new; at another major version: perl, vim",
                change(scan(bases("debian 12", "debian 12"), gone.toArray(PackageChange[]::new)))
                        .get("why"));
    }

    @Test
    void whatWasNotComparedIsNotCalledRoutine() throws IOException {
        assertEquals("unknown", change(new Scan.NotScanned("no scanner")).get("class"));
        rotate(2, scan(List.of()));
        rotate(3, new Scan.Compared(SCANNER, 0, 0, 0, SOMETHING, bases("debian 12", "debian 12")));
        told.tell(
                new Proposed(Story.hour(4), new Attempt(CANDIDATE, 4), Proposed.How.OPENED, "url", "branch", "commit"));

        assertEquals(
                List.of(
                        "not scanned: no scanner",
                        "the scan does not say of which release the bases are",
                        "the report " + SOMETHING.digest() + " is not there",
                        "no scan is recorded"),
                column(told.ask("changes"), "why"));
    }

    @Test
    void aPlatformThatIsMissingIsToldOnceForATagAndVanishedOnesAreTold() {
        var elsewhere = new Candidate(new Source("other"), Story.IMAGE, List.of(Story.A), Story.B);
        told.tell(
                new CandidateHeld(Story.hour(1), CANDIDATE, CandidateHeld.Kind.UNSETTLED, "it lacks linux/arm64"),
                new CandidateHeld(Story.hour(1), elsewhere, CandidateHeld.Kind.UNSETTLED, "it lacks linux/arm64"),
                new CandidateHeld(Story.hour(2), CANDIDATE, CandidateHeld.Kind.UNPULLABLE, "it is gone"),
                new PinVanished(Story.hour(3), Story.IMAGE, Story.A, List.of("linux/s390x"), "404"),
                new PinVanished(Story.hour(4), Story.IMAGE, Story.A, List.of(), "404"));

        var drifts = told.ask("drifts");
        assertEquals(List.of("platforms missing", "platforms vanished", "vanished"), column(drifts, "change"));
        assertEquals(List.of("it lacks linux/arm64", "linux/s390x: 404", "404"), column(drifts, "detail"));
    }

    @Test
    void saysHowManyDaysAPinnedReleaseIsPastItsEnd() throws IOException {
        var end = Optional.of(LocalDate.parse("2026-09-01"));
        var images = List.of(image(Story.A, "debian 11.11", end), image(Story.B, "debian 11.11", Optional.empty()));
        var attempt = new Attempt(CANDIDATE, 1);
        told.tell(
                new CandidateScanned(Story.hour(0), attempt, scan(images)),
                read("one", Story.A),
                read("two", Story.B),
                read("three", Story.C));

        var rows = told.ask("end-of-life");
        assertEquals(List.of("30", "", ""), column(rows, "days_past"));
        assertEquals(List.of("past its end of life", "its end is not known", "never scanned"), column(rows, "note"));
        assertEquals(List.of("debian 11.11", "debian 11.11", ""), column(rows, "distribution"));
    }

    private SourceRead read(String source, Digest pinned) {
        return new SourceRead(
                Story.hour(1), new Source(source), "main", "c", 1, 0, told.pins(Story.IMAGE.toString(), pinned));
    }

    @Test
    void aReleaseThatIsSupportedIsNotListedAndWhyOneCouldNotBeScannedIs() throws IOException {
        var later = Optional.of(LocalDate.parse("2026-10-31"));
        told.tell(
                new CandidateScanned(
                        Story.hour(0), new Attempt(CANDIDATE, 1), scan(List.of(image(Story.B, "debian 13.1", later)))),
                new CandidateScanned(
                        Story.hour(0), new Attempt(CANDIDATE, 2), new Scan.NotScanned("debian 7.0: end of life")),
                read("one", Story.A),
                read("two", Story.B));
        assertEquals(
                List.of("not scanned: debian 7.0: end of life", "ends soon"), column(told.ask("end-of-life"), "note"));

        var strict = new Asked(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Story.B), Optional.empty(), 29);
        assertEquals(List.of(), told.ask("end-of-life", strict));
    }
}
