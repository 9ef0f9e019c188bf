package dev.pinwheel.evidence;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.evidence.Evidence.Standing;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Samples;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {

    private static final byte[] REPORT = "{\"findings\":[]}".getBytes(StandardCharsets.UTF_8);

    private final Path directory;
    private final Evidence evidence;

    EvidenceTest(@TempDir Path directory) throws IOException {
        this.directory = directory;
        this.evidence = new Evidence(directory);
    }

    @Test
    void givesBackWhatWasStored() throws IOException {
        var descriptor = evidence.put("application/json", REPORT);

        assertEquals(new Descriptor("application/json", Digest.of(REPORT), REPORT.length), descriptor);
        assertArrayEquals(REPORT, evidence.get(descriptor));
        assertEquals(Standing.INTACT, evidence.check(descriptor));
    }

    @Test
    void storingAgainLeavesOneFile() throws IOException {
        evidence.put("application/json", REPORT);
        evidence.put("application/json", REPORT);

        try (var files = Files.walk(directory).filter(Files::isRegularFile)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void whatWasChangedIsNoticedAndMendedByStoringItAgain() throws IOException {
        var descriptor = evidence.put("application/json", REPORT);
        Files.writeString(evidence.path(descriptor), "{}");

        assertEquals(Standing.CHANGED, evidence.check(descriptor));
        assertThrows(IOException.class, () -> evidence.get(descriptor));
        evidence.put("application/json", REPORT);
        assertEquals(Standing.INTACT, evidence.check(descriptor));
    }

    @Test
    void whatIsGoneIsNoticed() throws IOException {
        var descriptor = evidence.put("application/json", REPORT);
        Files.delete(evidence.path(descriptor));

        assertEquals(Standing.MISSING, evidence.check(descriptor));
        assertThrows(IOException.class, () -> evidence.get(descriptor));
    }

    @Test
    void everyDescriptorOfEvidenceInAFactIsNamed() {
        var named = new ArrayList<Integer>();
        for (var name : new String[] {
            "source.read",
            "candidate.rebuilt",
            "scan.completed",
            "scan.completed-not",
            "digest.verdict",
            "digest.observed"
        }) {
            named.add(Named.by(Objects.requireNonNull(Samples.all().get(name))).size());
        }

        assertEquals("[1, 2, 1, 0, 1, 0]", named.toString());
    }

    @Test
    void whatIsLargerThanEvidenceMayBeIsNeitherStoredNorRead(@TempDir Path directory) throws IOException {
        var small = new Evidence(directory, 3);
        var fits = small.put("text/plain", new byte[3]);
        var large = new Evidence(directory, 4).put("text/plain", new byte[4]);

        assertArrayEquals(new byte[3], small.get(fits));
        for (var refused : List.of(
                assertThrows(IOException.class, () -> small.put("text/plain", new byte[4])),
                assertThrows(IOException.class, () -> small.get(large)),
                assertThrows(IOException.class, () -> small.find(large)))) {
            assertTrue(String.valueOf(refused.getMessage()).endsWith("has 4 bytes, and at most 3 are kept"));
        }
    }

    @Test
    void aFileOfAnotherSizeIsNotRead() throws IOException {
        var descriptor = evidence.put("application/json", REPORT);
        try (var file = new RandomAccessFile(evidence.path(descriptor).toFile(), "rw")) {
            file.setLength(8L << 30);
        }

        assertEquals(Standing.CHANGED, evidence.check(descriptor));
        var refused = assertThrows(IOException.class, () -> evidence.get(descriptor));
        assertTrue(String.valueOf(refused.getMessage()).contains(REPORT.length + " were stored"), refused.toString());
    }

    @Test
    void whatACrashLeftIsSweptAndNothingElse() throws IOException {
        var used = evidence.put("application/json", REPORT);
        var unused = evidence.put("application/json", "[1]".getBytes(StandardCharsets.UTF_8));
        var fresh = evidence.put("application/json", "[2]".getBytes(StandardCharsets.UTF_8));
        var draft = Files.createFile(directory.resolve("put123.part"));
        var foreign = Files.createFile(directory.resolve("sha256/README"));
        var old = FileTime.from(Samples.NOW.minusSeconds(9));
        for (var file : List.of(evidence.path(used), evidence.path(unused), draft, foreign)) {
            Files.setLastModifiedTime(file, old);
        }
        Files.setLastModifiedTime(evidence.path(fresh), FileTime.from(Samples.NOW));

        assertEquals(2, evidence.sweep(Samples.NOW, used.digest()::equals));
        assertEquals(Standing.MISSING, evidence.check(unused));
        assertEquals(Standing.INTACT, evidence.check(used));
        assertEquals(Standing.INTACT, evidence.check(fresh));
        assertTrue(Files.exists(foreign) && !Files.exists(draft));
    }
}
