package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A look log of two hundred thousand lines, of which hardly any is of what is pinned now. */
@Timeout(120)
class LongLookLogTest extends OverRounds {

    private static final int LINES = 200_000;

    private Path log() throws IOException {
        return Files.createDirectories(folder.resolve("watch"))
                .resolve("looked-" + Round.TAG.repository().host());
    }

    /** Names of sixty-five characters, as {@code LookLog} writes them; the pinned tag's line is the last one. */
    private void write(Digest pinned) throws IOException {
        try (var file = Files.newBufferedWriter(log(), StandardCharsets.ISO_8859_1)) {
            for (var line = 0; line < LINES; line++) {
                var name = "registry.test/" + "x".repeat(45) + "/i:%05d".formatted(line / 2);
                var digest = Digest.of(Integer.toString(line).getBytes(StandardCharsets.UTF_8));
                file.write(round.now() + (line % 2 == 0 ? " LOOKED " : " CHECKED ") + name + "@" + digest + "\n");
            }
            file.write(round.now() + " LOOKED " + Round.TAG + "@" + pinned + "\n");
        }
    }

    @Test
    void isTakenToItsEndThoughItIsLongerThanThirtyTwoMebibytes() throws Exception {
        var digest = round.point("a");
        round.pin(digest);
        round.run();
        round.pass(Duration.ofHours(7));
        write(digest);
        assertTrue(Files.size(log()) > 32 << 20, Files.size(log()) + " bytes");
        round.restart();
        round.asked().forget();

        var looked = Round.one(round.run(CycleStarted.Scope.DUE), RegistryLooked.class);

        assertEquals(0, round.asked().times(Round.TAG));
        assertEquals(1, looked.looked());
    }

    /** Nothing is read of it, which is said once, and it is gone when the round is done. */
    @Test
    void isToldToBeTooLongBeyondWhatMayBeKept() throws Exception {
        round.pin(round.point("a"));
        try (var file = FileChannel.open(log(), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(new byte[] {'\n'}), LookLines.MOST);
        }

        var told = round.run();

        var reason = Round.one(told, StepFailed.class).reason();
        assertTrue(reason.startsWith("tried to read " + log()), reason);
        assertTrue(reason.contains("more than " + LookLines.MOST), reason);
        assertTrue(Files.notExists(log()));
    }

    @Test
    void leavesInMemoryOnlyWhatIsPinned() throws Exception {
        var digest = round.point("a");
        round.pin(digest);
        round.run();
        write(digest);
        var log = new LookLogs(new FileLookLines(folder.resolve("watch")), reporting())
                .of(Round.TAG.repository().host());
        var pinnings = pinnings(digest);
        var before = memory();

        var earlier = new Earlier(pinnings, round.journal()::lastDigest);
        log.since(Optional.empty(), earlier::add);

        var grown = memory() - before;
        assertTrue(earlier.of(Round.TAG).isPresent());
        assertTrue(grown < 4 << 20, grown + " bytes");
    }

    private Reporting reporting() {
        var lists = new TagLists(round.evidence());
        return new Reporting(event -> {}, new Failures(round.journal(), lists), lists, round.clock());
    }

    private Pinnings pinnings(Digest digest) {
        return new Pinnings(
                List.of(new PinnedSource(round.source(), "main", "c0ffee", Map.of(Round.TAG, List.of(digest)))));
    }

    private static long memory() {
        System.gc();
        var runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
