package dev.pinwheel.candidate.trivy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.candidate.ScanResult;
import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Trivy that misbehaves, as small shell scripts. */
class TrivyScannerTest {

    private static final String REPORT_TO = "while [ \"$1\" != --output ]; do shift; done; ";

    @TempDir
    private Path directory;

    private Path metadata;
    private String recorded;

    @BeforeEach
    void placeDatabase() throws Exception {
        var db = Files.createDirectories(directory.resolve("cache").resolve("db"));
        Files.writeString(db.resolve("trivy.db"), "debian 12");
        metadata = db.resolve("metadata.json");
        placeMetadata("2026-11-20T06:00:00Z");
        recorded = Path.of(Objects.requireNonNull(getClass().getResource("debian12.json"))
                        .toURI())
                .toString();
    }

    @Test
    void scansWhatTheReportSays() throws IOException {
        var result = scan(REPORT_TO + "cp " + recorded + " \"$2\"", 2);

        var scanned = assertInstanceOf(ScanResult.Scanned.class, result, result::toString);
        assertEquals(2, scanned.inventories().size());
        assertEquals("0.99.0", scanned.scanner().version());
    }

    @Test
    void aScannerThatCrashesHasScannedNothing() throws IOException {
        assertRefused(
                "FATAL\tFatal error run error: no such image",
                "echo INFO start; printf 'now FATAL\\tFatal error\\n run error: no such image\\n' >&2; exit 1");
        assertRefused("exited with code 139 and does not say why", "exit 139");
    }

    @Test
    void aScannerThatWritesNothingHasScannedNothing() throws IOException {
        assertRefused("Trivy ended well and wrote no report", "exit 0");
        assertRefused("no distribution was recognised", REPORT_TO + ": >\"$2\"");
        assertRefused("Unexpected end-of-input", REPORT_TO + "head -c 2000 " + recorded + " >\"$2\"");
        assertRefused("no distribution was recognised", REPORT_TO + "echo '{}' >\"$2\"");
        assertRefused("Unrecognized token", REPORT_TO + "echo garbage >\"$2\"");
    }

    @Test
    void aScannerThatHangsHasScannedNothing() throws IOException {
        assertRefused("was ended after its time limit of 5 s", "sleep 600");
    }

    @Test
    void aDatabaseThatChangesMeanwhileMakesTheScanWorthless() throws IOException {
        placeMetadata("2026-11-20T06:00:00Z");
        assertRefused(
                "the vulnerability database changed during the scan, from 2026-11-20T06:00:00Z to 2026-11-21T06:00:00Z",
                REPORT_TO + "cp " + recorded + " \"$2\"; sed -i s/11-20/11-21/ " + metadata);
    }

    @Test
    void aDistributionThatTrivyDoesNotJudgeIsNotClean() throws IOException {
        assertRefused(
                "its distribution is not one that Trivy judges",
                REPORT_TO + "cp " + recorded + " \"$2\"; echo 'WARN Unsupported os family=fedora' >&2");
    }

    @Test
    void aReleaseThatTheDatabaseDoesNotKnowIsNotClean() throws IOException {
        Files.writeString(metadata.resolveSibling("trivy.db"), "debian 11");

        assertRefused("the vulnerability database has no data for debian 12", REPORT_TO + "cp " + recorded + " \"$2\"");
    }

    @Test
    void withoutADatabaseNothingIsScanned() throws IOException {
        Files.delete(metadata);

        assertRefused("there is no vulnerability database in " + metadata.getParent(), "exit 0");
    }

    @Test
    void aDatabaseThatCannotBeBroughtUpToDateIsNotUsed() throws IOException {
        var origin = new Database.Origin.Registry(Watch.parse("registry.example/db:2"));

        var result = scanner(fake("exit 7"), origin).scan(List.of());

        var reason = assertInstanceOf(ScanResult.NotScanned.class, result).reason();
        assertTrue(reason.contains("cannot be brought up to date"), reason);
    }

    @Test
    void aProgramThatIsNotTrivyIsNotFound() throws IOException {
        fake("echo I am something else");

        var missing = assertInstanceOf(Found.Missing.class, TrivyScanner.find(machine()));

        assertTrue(missing.reason().contains("I am something else"), missing.reason());
    }

    @Test
    void aBuildWithoutAVersionIsToldByItsHash() throws IOException {
        fake("echo Version: dev");

        var found = assertInstanceOf(Found.Ready.class, TrivyScanner.find(machine()));

        assertTrue(found.version().matches("dev \\(sha256:[0-9a-f]{64}\\)"), found.version());
    }

    private void assertRefused(String why, String script) throws IOException {
        var reason =
                assertInstanceOf(ScanResult.NotScanned.class, scan(script, 1)).reason();
        assertTrue(reason.contains(why.replace('\t', ' ')), reason);
    }

    private ScanResult scan(String script, int times) throws IOException {
        var image = new ImageAt.InLayout(Files.createDirectories(directory.resolve("image")));
        return scanner(fake(script), new Database.Origin.Placed())
                .scan(List.<ImageAt>of(image, image).subList(0, times));
    }

    private TrivyScanner scanner(Found.Ready program, Database.Origin origin) {
        var settings = new BuilderSettings(directory.resolve("jobs"), Set.of(), Set.of(), Optional.empty());
        return new TrivyScanner(
                machine(), program, settings, new Database(directory.resolve("cache"), origin), Duration.ofSeconds(5));
    }

    private Found.Ready fake(String script) throws IOException {
        var program = Files.writeString(directory.resolve("trivy"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new Found.Ready("trivy", "0.99.0", program);
    }

    private Machine machine() {
        return new Machine(List.of(directory, Path.of("/usr/bin"), Path.of("/bin")), Containment.GROUP);
    }

    private void placeMetadata(String updatedAt) throws IOException {
        Files.writeString(metadata, "{\"Version\": 2, \"UpdatedAt\": \"" + updatedAt + "\"}");
    }
}
