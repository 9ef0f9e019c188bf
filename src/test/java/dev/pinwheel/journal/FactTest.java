package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.ledger.Leaf;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class FactTest {

    static Set<String> samples() {
        return Samples.written().keySet();
    }

    private static Event sample(String name) {
        return Objects.requireNonNull(Samples.written().get(name), name);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void isWrittenAsItsGoldenFileForEver(String name) throws IOException {
        try (var golden = FactTest.class.getResourceAsStream(name + ".json")) {
            var expected = new String(Objects.requireNonNull(golden, name).readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(expected, Fact.of(sample(name)).leaf() + "\n");
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void readsBackWhatItWrites(String name) {
        var fact = Fact.of(sample(name));

        assertEquals(sample(name), fact.event());
        assertEquals(fact, Fact.read(fact.leaf()));
    }

    @Test
    void everyTypeOfEventHasASample() {
        var sampled = new HashSet<Class<?>>();
        Samples.written().values().forEach(event -> sampled.add(event.getClass()));

        assertEquals(Set.of(Event.class.getPermittedSubclasses()), sampled);
        assertEquals(
                Set.of(EntryType.values()),
                new HashSet<>(
                        Samples.written().values().stream().map(EntryType::of).toList()));
    }

    @Test
    void everyTypeReadsBackFromItsName() {
        Arrays.stream(EntryType.values()).forEach(type -> assertEquals(type, EntryType.parse(type.toString())));
        assertThrows(IllegalArgumentException.class, () -> EntryType.parse("digest.forgotten"));
    }

    @Test
    void timesAreKeptInMilliseconds() {
        var fine = new CycleStarted(Instant.parse("2026-11-21T08:30:00.123456789Z"), "cron");
        var coarse = new CycleStarted(Instant.parse("2026-11-21T08:30:00.123Z"), "cron");

        assertEquals(coarse, Fact.of(fine).event());
        assertEquals(Fact.of(coarse).id(), Fact.of(fine).id());
    }

    @Test
    void textThatIsTooLongIsClippedBetweenCharacters() {
        for (var length = Draft.MAX_TEXT - 20; length < Draft.MAX_TEXT + 20; length++) {
            var failed = new StepFailed(Samples.NOW, "x".repeat(length % 2), "s", "🎡".repeat(length));
            var stored = (StepFailed) Fact.of(failed).event();
            assertTrue(stored.reason().length() <= Draft.MAX_TEXT);
            assertTrue(stored.reason().endsWith("🎡… (clipped)"), stored.reason());
        }
    }

    @Test
    void halfACharacterIsReplaced() {
        var stored = (StepFailed)
                Fact.of(new StepFailed(Samples.NOW, "e", "s", "a\uD83Cb")).event();

        assertEquals("a\uFFFDb", stored.reason());
    }

    @Test
    void factsOfOneKindDifferByTheirKeyAndFactsOfTwoKindsByTheirType() {
        var started = new BotStarted(Samples.NOW, "1", Samples.digest("policy"));
        var again = new BotStarted(Samples.NOW, "2", Samples.digest("policy"));
        var later = new BotStarted(Samples.NOW.plusMillis(1), "1", Samples.digest("policy"));

        assertEquals(Fact.of(started).id(), Fact.of(again).id());
        assertNotEquals(Fact.of(started).id(), Fact.of(later).id());
        assertNotEquals(
                Fact.of(started).id(),
                Fact.of(new CycleStarted(Samples.NOW, "cron")).id());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.1.0 | 0.1.0\\u0041",
                "\"bot.started\" | \"bot.began\"",
                "\"version\" | \"versions\"",
                "125Z | 12Z",
                "125Z | 125+00:00",
                "{ | {\"extra\":1,",
                "} | ,\"zone\":\"UTC\"}",
                "\"0.1.0\" | 1",
                "\"0.1.0\" | 1.5",
                "\"0.1.0\" | null",
                "\"0.1.0\" | [\"0.1.0\"]"
            })
    void readsNothingButWhatItWouldWrite(String from, String to) {
        var written = Fact.of(sample("bot.started")).leaf().toString();
        var changed = Leaf.of(written.replace(from, to).getBytes(StandardCharsets.UTF_8));

        assertNotEquals(written, changed.toString());
        assertThrows(IllegalArgumentException.class, () -> Fact.read(changed));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {" ", "null", "[]", "1", "{", "{\"a\":1,\"a\":1}", "{\"b\":1,\"a\":1}", "{\"a\": 1}", "{\"a\":01}"
            })
    void readsOnlyCanonicalObjects(String json) {
        assertThrows(IllegalArgumentException.class, () -> Fact.read(Leaf.of(json.getBytes(StandardCharsets.UTF_8))));
    }
}
