package dev.pinwheel.cli;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The stream for a SIEM's collector, read while the ledger is written. */
@Timeout(60)
class LedgerStreamCommandTest {

    private static final long LONGEST_SECONDS = 20;
    private static final Path FULL = Path.of("/dev/full");
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path data;

    private final ExecutorService collectors = Executors.newVirtualThreadPerTaskExecutor();

    @SuppressWarnings("NullAway.Init")
    private Journal journal;

    @BeforeEach
    void open() {
        journal = Journals.open(data);
    }

    @AfterEach
    void close() {
        collectors.shutdownNow();
        journal.close();
    }

    /** What reads the stream, a line at a time, until it goes away. */
    private static final class Collector extends Writer {

        private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
        private final StringBuilder line = new StringBuilder();
        private volatile boolean isGone;

        @Override
        public void write(char[] text, int from, int length) throws IOException {
            if (isGone) {
                throw new IOException("broken pipe");
            }
            for (var at = from; at < from + length; at++) {
                if (text[at] == '\n') {
                    lines.add(line.toString());
                    line.setLength(0);
                } else {
                    line.append(text[at]);
                }
            }
        }

        @Override
        public void flush() throws IOException {
            if (isGone) {
                throw new IOException("broken pipe");
            }
        }

        @Override
        public void close() {}

        JsonNode next() throws InterruptedException, JsonProcessingException {
            var next = lines.poll(LONGEST_SECONDS, TimeUnit.SECONDS);
            return JSON.readTree(requireNonNull(next, "no line came"));
        }

        List<Long> indices(int count) throws InterruptedException, JsonProcessingException {
            var indices = new ArrayList<Long>();
            for (var i = 0; i < count; i++) {
                indices.add(next().path("index").asLong(-1));
            }
            return indices;
        }
    }

    private Future<Integer> stream(Writer collector, String... options) {
        var arguments = new ArrayList<>(List.of("stream", "--data=" + data));
        arguments.addAll(List.of(options));
        return collectors.submit(() -> new CommandLine(new LedgerCommand())
                .setOut(new PrintWriter(collector))
                .setErr(new PrintWriter(System.err, true, StandardCharsets.UTF_8))
                .execute(arguments.toArray(String[]::new)));
    }

    private static List<Long> from(long first, long end) {
        return LongStream.range(first, end).boxed().toList();
    }

    private static int ended(Future<Integer> stream) throws Exception {
        return stream.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    }

    @Test
    void whatIsRecordedWhileItFollowsComesOnceAndInOrder() throws Exception {
        Journals.recordCycles(journal, 0, 3);
        var collector = new Collector();
        var stream = stream(collector, "--follow");

        assertEquals(from(0, 4), collector.indices(4));
        Journals.recordCycles(journal, 3, 10);
        assertEquals(from(4, 11), collector.indices(7));
        Journals.recordCycles(journal, 10, 600);
        assertEquals(from(11, 601), collector.indices(590));

        collector.isGone = true;
        assertEquals(1, ended(stream));
        assertNull(collector.lines.poll());
    }

    @Test
    void aStreamThatIsAheadOfTheLedgerIsRefused() throws Exception {
        Journals.recordCycles(journal, 0, 3);

        assertEquals(0, ended(stream(new Collector(), "--from", "4")));
        assertEquals(1, ended(stream(new Collector(), "--from", "5")));
        assertEquals(1, ended(stream(new Collector(), "--from", "5", "--follow")));
    }

    @Test
    void whatCouldNotBeWrittenIsNotSaidToBe() throws Exception {
        var gone = new Collector();
        gone.isGone = true;

        assertEquals(1, ended(stream(gone)));
        assertEquals(1, ended(stream(gone, "--follow")));
    }

    /** What the system says of a full disk is all that the command can know, as of a reader that went away. */
    @Test
    void aDiskThatIsFullEndsAStreamThatFollowsWithAnError() throws Exception {
        assumeTrue(Files.exists(FULL), "skipped: no " + FULL);
        Journals.recordCycles(journal, 0, 3);
        try (var full = Files.newBufferedWriter(FULL)) {
            assertEquals(1, ended(stream(full, "--follow")));
        } catch (IOException e) {
            assertTrue(String.valueOf(e.getMessage()).contains("space"), e.toString());
        }
    }

    @Test
    void eachLineIsTheEntryWithItsLeafHash() throws Exception {
        Journals.recordCycles(journal, 0, 1);
        var collector = new Collector();
        var stream = stream(collector, "--from", "1", "--follow");

        var line = collector.next();
        var entry = journal.entries().entry(1).orElseThrow();
        assertEquals(entry.leaf().hash().toString(), line.path("leafHash").asText());
        assertEquals(JSON.readTree(entry.leaf().bytes()), line.path("entry"));
        collector.isGone = true;
        assertEquals(1, ended(stream));
    }

    @Test
    void itGoesOnWhereACollectorThatBrokeOffHadCome() throws Exception {
        Journals.recordCycles(journal, 0, 4);
        var first = new Collector();
        var broken = stream(first, "--follow");
        var last = first.indices(5).getLast();
        first.isGone = true;
        assertEquals(1, ended(broken));
        Journals.recordCycles(journal, 4, 6);

        var second = new Collector();
        var resumed = stream(second, "--from", String.valueOf(last + 1), "--follow");
        assertEquals(from(5, 7), second.indices(2));
        Journals.recordCycles(journal, 6, 7);
        assertEquals(from(7, 8), second.indices(1));
        second.isGone = true;
        assertEquals(1, ended(resumed));
    }

    @Test
    void thePositionAfterTheLastEntryIsWaitedFor() throws Exception {
        Journals.recordCycles(journal, 0, 3);
        var collector = new Collector();
        var stream = stream(collector, "--from", "4", "--follow");

        Journals.recordCycles(journal, 3, 5);
        assertEquals(from(4, 6), collector.indices(2));
        collector.isGone = true;
        assertEquals(1, ended(stream));
    }

    @Test
    void withoutFollowingItEndsByItself() throws Exception {
        Journals.recordCycles(journal, 0, 2);
        var collector = new Collector();

        assertEquals(0, ended(stream(collector)));
        assertEquals(from(0, 3), collector.indices(3));
        assertNull(collector.lines.poll());
    }
}
