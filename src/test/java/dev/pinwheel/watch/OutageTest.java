package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.TagHistory;
import dev.pinwheel.registry.Resolution;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class OutageTest extends OverRounds {

    private static final int TAGS = 40;

    private final List<Watch> tags = IntStream.range(0, TAGS)
            .mapToObj(number -> Watch.parse("registry.test/base/image" + number + ":1"))
            .toList();

    @BeforeEach
    void pinAll() throws IOException {
        round.pin(tags.stream().map(tag -> tag + "@" + round.point(tag, "a")).toArray(String[]::new));
        round.run();
    }

    private void fail(String outcome) {
        tags.forEach(tag -> round.registry().fail(tag, new Resolution.Unreachable(outcome)));
    }

    private void heal() {
        tags.forEach(tag -> round.registry().heal(tag));
    }

    @Test
    void ofAWholeRegistryIsSaidOfTheFirstTagsAndOnceOfAllOthers() throws Exception {
        fail("500");

        var told = round.run();

        var outage = one(told, RegistryOutage.class);
        var each = every(told, LookFailed.class).stream().map(LookFailed::watch).toList();
        var listed = new TagLists(round.evidence()).read(outage.list());
        assertEquals(TAGS - 10, outage.tags());
        assertEquals("unreachable", outage.outcome());
        assertFalse(outage.over());
        assertEquals(10, each.size());
        assertEquals(outage.tags(), listed.size());
        assertTrue(tags.stream().allMatch(tag -> each.contains(tag) ^ listed.contains(tag)));
        assertEquals(TAGS, one(told, RegistryLooked.class).failed());
    }

    @Test
    void isNoNewsWhileItLastsAlsoAfterARestart() {
        fail("500");
        round.run();
        round.restart();

        var told = round.run();

        assertEquals(List.of(), every(told, RegistryOutage.class));
        assertEquals(List.of(), every(told, LookFailed.class));
    }

    /** A start does not read all lists that there ever were. */
    @Test
    void isRememberedByTheNewestListsAlone() {
        fail("500");
        round.run();
        heal();
        round.run();
        fail("500");
        round.run();

        var lists = new TagLists(round.evidence());
        var all = new Failures(round.journal(), lists, 3 * TAGS);
        var one = new Failures(round.journal(), lists, TAGS);
        var none = new Failures(round.journal(), lists, TAGS / 2);

        assertTrue(tags.stream().allMatch(all::has));
        assertEquals(TAGS, tags.stream().filter(one::has).count());
        assertEquals(0, tags.stream().filter(none::has).count());
    }

    @Test
    void isSaidAlsoByARoundThatFails() {
        fail("500");
        round.failAt(LookFailed.class::isInstance);

        assertThrows(IllegalStateException.class, round::run);

        var outages = round.journal().newest(RegistryOutage.class, 2);
        assertEquals(
                List.of(TAGS - 10),
                outages.stream().map(each -> each.event().tags()).toList());
    }

    @Test
    void isNewsAgainWhereItCouldNotBeSaid() throws Exception {
        fail("500");
        var evidence = folder.resolve("evidence");
        var away = Files.move(evidence, folder.resolve("away"));
        Files.writeString(evidence, "no directory");
        assertThrows(UncheckedIOException.class, round::run);
        Files.delete(evidence);
        Files.move(away, evidence);

        assertEquals(TAGS - 20, one(round.run(), RegistryOutage.class).tags());

        heal();
        Files.move(evidence, away);
        Files.writeString(evidence, "no directory");
        assertThrows(UncheckedIOException.class, round::run);
        Files.delete(evidence);
        Files.move(away, evidence);

        assertTrue(one(round.run(), RegistryOutage.class).over());
    }

    @Test
    void isSaidToBeOverAlsoAfterARestartAndWhatMovedMeanwhileIsSeenWithoutAHole() {
        fail("500");
        round.run();
        round.restart();
        heal();
        var moved = tags.stream().map(tag -> round.point(tag, "b")).toList();

        var told = round.run();

        assertTrue(one(told, RegistryOutage.class).over());
        assertEquals(TAGS - 10, one(told, RegistryOutage.class).tags());
        assertEquals(10, every(told, LookRecovered.class).size());
        round.restart();
        assertEquals(List.of(), every(round.run(), RegistryOutage.class));
        for (var number = 0; number < TAGS; number++) {
            var history = TagHistory.of(tags.get(number), round.journal().entries());
            assertEquals(List.of(), history.gaps());
            assertEquals(
                    moved.get(number), history.observations().getLast().event().digest());
        }
    }
}
