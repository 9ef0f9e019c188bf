package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Source;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.pin.Dialect;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.registry.Images;
import dev.pinwheel.registry.InMemoryRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scan leaves as evidence, with a scanner that answers at once. */
class ScanningTest {

    private static final Instant NOW = Instant.parse("2026-11-21T08:30:00Z");
    private static final ScannerUsed SCANNER = new ScannerUsed("trivy", "1", NOW);
    private static final Digest PINNED = digest("pinned");
    private static final Digest NEWER = digest("newer");
    private static final Digest BUILT = digest("built");

    private final Evidence evidence;
    private final Journal journal;
    private final Path data;

    ScanningTest(@TempDir Path data) throws IOException {
        this.data = data;
        this.evidence = new Evidence(data.resolve("evidence"));
        this.journal = Journals.open(data);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private static Digest digest(String content) {
        return Digest.of(content.getBytes(StandardCharsets.UTF_8));
    }

    private Scan.Compared scanned(int dockerfiles) {
        return assertInstanceOf(Scan.Compared.class, scan(dockerfiles, PINNED));
    }

    private Scan scan(int dockerfiles, Digest... pinned) {
        var candidate = new Candidate(new Source("team/app"), Watch.parse("debian:12"), List.of(pinned), NEWER);
        var rebuilds = new ArrayList<Rebuild>();
        for (var i = 0; i < dockerfiles; i++) {
            var log = new Descriptor("text/plain", digest("log"), 3);
            var used = new Rebuild.UsedCandidate(true, "");
            rebuilds.add(new Rebuild.Built("d" + i, "buildah 1", BUILT, used, Duration.ZERO, log));
        }
        var rebuilt = new CandidateRebuilt(NOW, new Attempt(candidate, 1), rebuilds);
        var event = new Scanning(ScanningTest::answer, workbench(), evidence, journal, clock()).scan(rebuilt);
        journal.append(event);
        return event.scan();
    }

    private static Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    private Workbench workbench() {
        return new Workbench(
                new MissingBuilder("none", "nobody builds here"),
                new Workplace(data.resolve("work")),
                new Contexts(Map.of()),
                new Images(new InMemoryRegistry()),
                Set.of(),
                new PinReader(Dialect.STANDARD),
                Platform.LINUX_AMD64,
                Duration.ofMinutes(1));
    }

    private static ScanResult answer(List<ImageAt> images) {
        var inventories = new ArrayList<Inventory>();
        for (var i = 0; i < images.size(); i++) {
            inventories.add(Inventories.of(Map.of("openssl", "3.0." + i)));
        }
        return new ScanResult.Scanned(SCANNER, inventories);
    }

    @Test
    void namesWhatItKeepsOfThePinnedBaseTheCandidateBaseAndTheRebuiltImage() {
        var images = scanned(1).images();

        assertEquals(
                List.of(PINNED, NEWER, BUILT),
                images.stream().map(ScannedImage::image).toList());
        assertEquals(
                List.of(Optional.empty(), Optional.empty(), Optional.of("d0")),
                images.stream().map(ScannedImage::dockerfile).toList());
        assertEquals("debian 12", images.getFirst().system());
        assertEquals(
                Optional.of(LocalDate.parse("2028-06-30")), images.getFirst().endOfLife());
    }

    @Test
    void keepsTheScannersReportABillOfMaterialsAndThePackagesOfEach() throws IOException {
        var image = scanned(0).images().getLast();

        assertEquals("{}", text(image.report()));
        assertTrue(text(image.sbom()).contains("\"bomFormat\" : \"CycloneDX\""), text(image.sbom()));
        assertEquals("application/vnd.cyclonedx+json", image.sbom().mediaType());
        assertEquals(
                "name\tversion\tarchitecture\tsource\tsource_version\nopenssl\t3.0.1\tamd64\topenssl\t3.0.1\n",
                text(image.packages()));
        assertEquals(Files.size(evidence.path(image.sbom())), image.sbom().size());
    }

    private String text(Descriptor descriptor) throws IOException {
        return new String(evidence.get(descriptor), StandardCharsets.UTF_8);
    }

    @Test
    void theEntryNamesAllOfItAndNoneIsReadBackIfItWasChanged() throws IOException {
        scanned(2);
        var recorded = journal.entries().head().size() - 1;
        var named = Named.by(
                journal.entries().entry(recorded).orElseThrow().recorded().event());

        assertEquals(1 + 3 * 4, named.size());
        for (var descriptor : named) {
            var content = evidence.get(descriptor);
            assertEquals(descriptor.digest(), Digest.of(content));
            content[content.length / 2] ^= 1;
            Files.write(evidence.path(descriptor), content);
            assertThrows(IOException.class, () -> evidence.get(descriptor), descriptor.mediaType());
            content[content.length / 2] ^= 1;
            Files.write(evidence.path(descriptor), content);
        }
    }

    @Test
    void theSameScanKeepsTheSameEvidence() throws IOException {
        var first = scanned(1).images();
        var before = count();

        assertEquals(first, scanned(1).images());
        assertEquals(before, count());
        assertArrayEquals(
                evidence.get(first.getFirst().sbom()),
                evidence.get(scanned(0).images().getFirst().sbom()));
    }

    private long count() throws IOException {
        try (var files = Files.list(data.resolve("evidence/sha256"))) {
            return files.count();
        }
    }

    @Test
    void moreImagesThanAnEntryHasRoomForAreNotScanned() {
        var not = assertInstanceOf(Scan.NotScanned.class, scan(79, PINNED));
        assertTrue(not.reason().contains("at most 80"), not.reason());

        assertEquals(80, scanned(78).images().size());
    }
}
