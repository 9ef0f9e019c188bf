package dev.pinwheel.audit.bundle;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.audit.Story;
import dev.pinwheel.event.Attempt;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateRebuilt;
import dev.pinwheel.event.Rebuild;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Journals;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A bundle with many evidence files and a large one is exported and verified with a heap that holds none of it. */
@Timeout(value = 12, unit = TimeUnit.MINUTES)
class LargeBundleIT {

    private static final String LOG = "text/plain; charset=utf-8";
    private static final int ENTRIES = 200;
    private static final int LOGS = 100;
    private static final int BLOCK = 1 << 20;
    private static final int BLOCKS = 200;

    @TempDir
    private Path data;

    @Test
    void memoryDoesNotGrowWithTheEvidence() throws IOException, InterruptedException {
        var key = record();
        var bundle = data.resolve("bundle.zip").toString();
        var program = new Program(data);

        var exported = program.ledger("export", bundle, "--data=" + data);
        assertEquals(0, exported.exit(), exported::output);
        assertTrue(exported.output().contains((ENTRIES * LOGS + 1) + " evidence files"), exported::output);
        assertTrue(Files.size(Path.of(bundle)) > (long) BLOCK * BLOCKS);
        var verified = program.ledger("verify", bundle, "--vkey", key);
        assertEquals(0, verified.exit(), verified::output);
    }

    private String record() throws IOException {
        var evidence = Files.createDirectories(data.resolve("evidence/sha256"));
        try (var journal = Journals.open(data)) {
            journal.append(rebuilt(0, List.of(large(evidence))));
            for (var entry = 1; entry <= ENTRIES; entry++) {
                var logs = new ArrayList<Descriptor>();
                for (var log = 0; log < LOGS; log++) {
                    logs.add(small(evidence, "the log " + log + " of rebuild " + entry));
                }
                journal.append(rebuilt(entry, logs));
            }
            journal.publish();
            return journal.key().toString();
        }
    }

    private static CandidateRebuilt rebuilt(int number, List<Descriptor> logs) {
        var attempt = new Attempt(new Candidate(Story.SOURCE, Story.IMAGE, List.of(Story.A), Story.B), number + 1);
        var used = new Rebuild.UsedCandidate(true, "its first layers are the candidate's");
        var rebuilds = logs.stream()
                .<Rebuild>map(
                        log -> new Rebuild.Built("Dockerfile", "buildah 1", Story.C, used, Duration.ofSeconds(9), log))
                .toList();
        return new CandidateRebuilt(Story.BEGIN.plusSeconds(number), attempt, rebuilds);
    }

    private static Descriptor small(Path evidence, String text) throws IOException {
        var content = text.getBytes(StandardCharsets.UTF_8);
        var digest = Digest.of(content);
        Files.write(evidence.resolve(digest.hex()), content);
        return new Descriptor(LOG, digest, content.length);
    }

    /** What no program can compress. */
    private static Descriptor large(Path evidence) throws IOException {
        var random = new Random(7);
        var sha256 = Digest.hasher("sha256");
        var block = new byte[BLOCK];
        var draft = evidence.resolve("draft");
        try (var file = Files.newOutputStream(draft)) {
            for (var number = 0; number < BLOCKS; number++) {
                random.nextBytes(block);
                sha256.update(block);
                file.write(block);
            }
        }
        var hex = HexFormat.of().formatHex(sha256.digest());
        Files.move(draft, evidence.resolve(hex));
        return new Descriptor(LOG, new Digest("sha256", hex), (long) BLOCK * BLOCKS);
    }
}
