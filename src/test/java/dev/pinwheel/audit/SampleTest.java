package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The auditor's choice, made again here as docs/audit.md says. */
class SampleTest {

    private static final int SIZE = 401;
    private static final Sample.Population ALL =
            new Sample.Population(Optional.empty(), Optional.empty(), Optional.empty());

    @TempDir
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private Journal journal;

    @BeforeEach
    void record() {
        journal = Journals.open(data);
        Journals.recordCycles(journal, 0, SIZE - 1);
    }

    @AfterEach
    void close() {
        journal.close();
    }

    private List<Long> sample(String seed, int count, long size, Sample.Population population) {
        return new Sample(seed, count)
                .of(journal.entries(), size, population).stream()
                        .map(Entry::index)
                        .toList();
    }

    /** Sorts all indices by their number, the smallest first. */
    private static List<Long> byHand(String seed, int count, LongStream indices) {
        return indices.boxed()
                .sorted(Comparator.comparing(index -> number(seed, index), Arrays::compareUnsigned))
                .limit(count)
                .sorted()
                .toList();
    }

    private static byte[] number(String seed, long index) {
        try {
            return MessageDigest.getInstance("SHA-256").digest((seed + "\n" + index).getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2026-Q4", "the auditor's words", "ünïcode\n7", ""})
    void choosesWhatAnybodyCanChooseAgain(String seed) {
        assertEquals(byHand(seed, 25, LongStream.range(0, SIZE)), sample(seed, 25, SIZE, ALL));
    }

    @Test
    void choosesOfTheEntriesOfATypeAndAPeriodOnly() {
        var from = Instant.parse("2026-11-21T08:30:00.175Z");
        var population = new Sample.Population(
                Optional.of("poll.started"), Optional.of(from), Optional.of(from.plusMillis(100)));
        var within = IntStream.range(0, SIZE)
                .filter(index -> index > 0)
                .filter(index -> {
                    var at = Instant.parse(journal.entries()
                            .entry(index)
                            .orElseThrow()
                            .text("at")
                            .orElseThrow());
                    return !at.isBefore(from) && at.isBefore(from.plusMillis(100));
                })
                .asLongStream()
                .toArray();

        assertEquals(100, within.length);
        assertEquals(byHand("x", 9, LongStream.of(within)), sample("x", 9, SIZE, population));
        assertEquals(
                List.of(),
                sample(
                        "x",
                        9,
                        SIZE,
                        new Sample.Population(Optional.of("pin.vanished"), Optional.empty(), Optional.empty())));
    }

    @Test
    void laterEntriesDoNotChangeTheChoiceOfAnEarlierSize() {
        var before = sample("x", 20, 200, ALL);
        Journals.recordCycles(journal, SIZE, SIZE + 50);

        assertEquals(before, sample("x", 20, 200, ALL));
        assertEquals(byHand("x", 20, LongStream.range(0, 200)), before);
    }

    @Test
    void anotherSeedChoosesOthersAndAllMayBeChosen() {
        var chosen = new HashSet<Long>();
        for (var seed = 0; seed < 100; seed++) {
            chosen.addAll(sample("seed " + seed, 40, SIZE, ALL));
        }
        assertTrue(chosen.size() > SIZE * 9 / 10, () -> chosen.size() + " of " + SIZE);
        assertNotEquals(sample("a", 10, SIZE, ALL), sample("b", 10, SIZE, ALL));
        assertEquals(SIZE, sample("a", 1_000, SIZE, ALL).size());
    }

    @Test
    void aSampleHasALimit() {
        assertThrows(IllegalArgumentException.class, () -> new Sample("x", 0));
        assertThrows(IllegalArgumentException.class, () -> new Sample("x", 100_001));
    }
}
