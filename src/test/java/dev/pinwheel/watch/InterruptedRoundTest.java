package dev.pinwheel.watch;

import static dev.pinwheel.event.CycleStarted.Scope.DUE;
import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A round that is cut off goes on after a restart with what it had not looked at. */
@Timeout(60)
class InterruptedRoundTest extends OverRounds {

    private static final int TAGS = 20;

    private final List<Watch> tags = IntStream.range(0, TAGS)
            .mapToObj(number -> Watch.parse("registry.test/base/image:" + number))
            .toList();
    private final List<Watch> reached = tags.subList(0, TAGS / 2);
    private final List<Watch> unreached = tags.subList(TAGS / 2, TAGS);

    private List<Digest> digests;

    @BeforeEach
    void pinAll() throws IOException {
        digests = tags.stream().map(tag -> round.point(tag, "a")).toList();
        round.pin(IntStream.range(0, TAGS)
                .mapToObj(number -> tags.get(number) + "@" + digests.get(number))
                .toArray(String[]::new));
    }

    /** The process ends before it has looked at half of the tags. */
    private void cutOff() {
        round.asked().before(watch -> {
            if (unreached.contains(watch)) {
                throw new AssertionError("the process ends");
            }
        });
        assertThrows(RuntimeException.class, () -> round.run(DUE));
        round.asked().before(watch -> {});
        round.restart();
        round.asked().forget();
    }

    private List<Long> times(List<Watch> watches) {
        return watches.stream().map(round.asked()::times).distinct().toList();
    }

    private Path log() {
        return folder.resolve("watch").resolve("looked-registry.test");
    }

    @Test
    void looksAtNothingTwiceAndForgetsNothing() {
        cutOff();

        var told = round.run(DUE);

        assertEquals(List.of(0L), times(reached));
        assertEquals(List.of(1L), times(unreached));
        assertEquals(unreached.size(), every(told, DigestObserved.class).size());
        assertTrue(tags.stream().allMatch(tag -> round.journal().lastDigest(tag).isPresent()));
    }

    /** The proof that it looked is of all that it looked at since the last proof. */
    @Test
    void provesAllOfItsLooks() {
        cutOff();

        var looked = one(round.run(DUE), RegistryLooked.class);

        assertEquals(TAGS, looked.looked());
        assertEquals(answers(), looked.answers());
        assertTrue(Files.notExists(log()));
    }

    private Digest answers() {
        var lines = IntStream.range(0, TAGS)
                .mapToObj(number -> tags.get(number) + " " + digests.get(number) + "\n")
                .sorted()
                .collect(Collectors.joining());
        return Digest.of(lines.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void looksAgainAtWhatHasFallenDueSince() {
        cutOff();
        round.pass(Duration.ofHours(7));

        round.run(DUE);

        assertEquals(List.of(1L), times(tags));
    }

    @Test
    void looksAgainAtWhatIsAskedForSince() {
        cutOff();
        round.pass(Duration.ofSeconds(1));
        var ask = new LookAsked(
                round.now(),
                "hub",
                "1",
                tags.getFirst().repository(),
                Optional.of(tags.getFirst().tag()));
        round.append(ask);
        round.pass(LookAsked.UNTIL_MOVED);
        round.restart();

        round.run(DUE);

        assertEquals(1, round.asked().times(tags.getFirst()));
        assertEquals(0, round.asked().times(tags.get(1)));
    }

    /** A failure may not have been told yet, so it is looked for again. */
    @Test
    void looksAgainAtWhatFailed() {
        var failed = tags.getFirst();
        round.registry().fail(failed, new Resolution.Denied("403"));
        round.failAt(LookFailed.class::isInstance);
        cutOff();
        round.failAt(event -> false);

        var told = round.run(DUE);

        assertEquals(failed, one(told, LookFailed.class).watch());
    }

    /** What gives a digest again is told of at once, as long as few do. */
    @Test
    void looksNotAgainAtWhatAnswersAgainAndIsTold() throws Exception {
        tags.forEach(tag -> round.registry().fail(tag, new Resolution.Denied("403")));
        round.run();
        tags.forEach(round.registry()::heal);
        round.pass(Duration.ofHours(7));

        cutOff();
        round.run(DUE);

        assertEquals(List.of(0L), times(reached));
    }

    @Test
    void looksAtAllAgainWhereNobodyKnowsWhatItLookedAt() throws Exception {
        cutOff();
        Files.delete(log());

        round.run(DUE);

        assertEquals(List.of(1L), times(tags));
    }

    @Test
    void takesNoLineThatWasNotWrittenToItsEnd() throws Exception {
        cutOff();
        Files.writeString(
                log(),
                round.now().minusSeconds(1) + " LOOKED " + tags.getFirst() + "@sha256:1234",
                StandardOpenOption.APPEND);

        var looked = one(round.run(DUE), RegistryLooked.class);

        assertEquals(List.of(0L), times(reached));
        assertEquals(TAGS, looked.looked());
    }

    /** The file is a hint alone: what a round proves is what the ledger has. */
    @Test
    void looksAgainWhereTheLedgerHasAnotherDigestThanWasNoted() throws Exception {
        cutOff();
        var odd = Digest.of(new byte[0]);
        var lines = Files.readString(log());
        Files.writeString(
                log(),
                lines.replace(tags.getFirst() + "@" + digests.getFirst(), tags.getFirst() + "@" + odd)
                        + round.now().minusSeconds(1) + " LOOKED " + tags.get(1) + "@" + odd + "\n"
                        + round.now().minusSeconds(1) + " LOOKED " + tags.getLast() + "@" + odd + "\n");

        var looked = one(round.run(DUE), RegistryLooked.class);

        assertEquals(List.of(1L), times(List.of(tags.getFirst(), tags.get(1), tags.getLast())));
        assertEquals(List.of(0L), times(tags.subList(2, TAGS / 2)));
        assertEquals(answers(), looked.answers());
    }

    @Test
    void looksAtAllWhenPeopleAskForAll() {
        cutOff();

        round.run();

        assertEquals(List.of(1L), times(tags));
    }

    @Test
    void goesOnWhereNothingCanBeNotedAndSaysSoOnce() throws Exception {
        Files.createDirectories(log());

        var told = round.run(DUE);
        round.pass(Duration.ofHours(7));
        var again = round.run(DUE);

        assertEquals(TAGS, one(told, RegistryLooked.class).looked());
        assertTrue(one(told, StepFailed.class).reason().contains(log().toString()));
        assertEquals(List.of(), every(again, StepFailed.class));
    }
}
