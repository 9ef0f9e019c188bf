package dev.pinwheel.watch;

import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Resolution;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What is said once for many tags also where they are looked at in a mirror, or because somebody asks. */
@Timeout(60)
class OutageBesideRoundsTest extends OverRounds {

    private static final int TAGS = 40;
    private static final Resolution.Failure SILENT = new Resolution.Unreachable(Cause.NO_ANSWER, "no answer");

    private final List<Watch> tags = tags("registry.test");
    private final List<Watch> mirrored = tags("mirror.test");

    private static List<Watch> tags(String host) {
        return IntStream.range(0, TAGS)
                .mapToObj(number -> Watch.parse(host + "/base/image:" + number))
                .toList();
    }

    @Override
    Rules rules() {
        var usual = Round.RULES;
        var mirrors = Map.of("registry.test", "mirror.test");
        return new Rules(usual.settling(), usual.retry(), usual.intervals(), mirrors);
    }

    @BeforeEach
    void fillMirror() {
        mirrored.forEach(tag -> round.point(tag, "a"));
    }

    private void pinAll() throws IOException {
        round.pin(tags.stream().map(tag -> tag + "@" + round.point(tag, "a")).toArray(String[]::new));
    }

    private List<Watch> listed(RegistryOutage outage) {
        return new TagLists(round.evidence()).read(outage.list());
    }

    @Test
    void ofAMirrorAndThatItIsOver() throws Exception {
        pinAll();
        mirrored.forEach(tag -> round.registry().fail(tag, SILENT));

        var told = round.run();
        var again = round.run();
        round.restart();
        mirrored.forEach(tag -> round.registry().heal(tag));
        var after = round.run();

        var outage = one(told, RegistryOutage.class);
        assertEquals(new RegistryHost("mirror.test"), outage.host());
        assertEquals("no-answer", outage.outcome());
        assertEquals(10, every(told, LookFailed.class).size());
        assertEquals(TAGS - 10, listed(outage).size());
        assertTrue(mirrored.containsAll(listed(outage)));
        assertEquals(List.of(), every(again, RegistryOutage.class));
        assertEquals(List.of(), every(again, LookFailed.class));
        assertTrue(one(after, RegistryOutage.class).over());
        assertEquals(10, every(after, LookRecovered.class).size());
    }

    @Test
    void ofTagsThatAHookAsksFor() throws Exception {
        pinAll();
        round.run();
        tags.forEach(tag -> round.registry().fail(tag, SILENT));
        var ask = new LookAsked(
                round.now().minus(LookAsked.UNTIL_MOVED),
                "hub",
                "1",
                tags.getFirst().repository(),
                Optional.empty());

        var told = round.during(() -> round.cycle().hints().asked(ask));

        assertEquals(TAGS - 10, one(told, RegistryOutage.class).tags());
        assertEquals(10, every(told, LookFailed.class).size());
        assertEquals(List.of(), every(round.run(), LookFailed.class));
    }

    @Test
    void ofTagsThatASourceBeginsToPin() throws Exception {
        tags.forEach(tag -> round.registry().fail(tag, SILENT));
        pinAll();
        var change = new SourceChanged(round.now(), "push", "1", round.source(), "refs/heads/main");

        var told = round.during(() -> round.cycle().hints().changed(change));

        assertEquals(TAGS - 10, one(told, RegistryOutage.class).tags());
    }
}
