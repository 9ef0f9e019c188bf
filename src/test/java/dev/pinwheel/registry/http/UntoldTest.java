package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.registry.News;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** News that could not be told at once, as the database of all nodes was away. */
class UntoldTest {

    private static final long NOW = Long.MAX_VALUE - 5;

    private final Untold untold = new Untold();

    private static long after(int seconds) {
        return NOW + Duration.ofSeconds(seconds).toNanos();
    }

    @Test
    void tellsWhatIsLeftOfEachByThen() {
        var alone = Duration.ofSeconds(60);
        untold.add(
                List.of(new News.Throttling(alone), new News.ThrottlingPulls(alone), new News.Failing(alone, 5)), NOW);
        untold.add(List.of(new News.Throttling(Duration.ofSeconds(20))), after(50));

        assertEquals(
                List.of(
                        new News.Throttling(Duration.ofSeconds(1)),
                        new News.ThrottlingPulls(Duration.ofSeconds(1)),
                        new News.Failing(Duration.ofSeconds(1), 5),
                        new News.Throttling(Duration.ofSeconds(11))),
                untold.at(after(59)));
        assertEquals(
                List.of(new News.Failing(Duration.ZERO, 5), new News.Throttling(Duration.ofSeconds(10))),
                untold.at(after(60)));
    }

    @Test
    void tellsHoweverLateThatARegistryAnswersAgain() {
        untold.add(List.of(new News.Answering()), NOW);

        assertEquals(List.of(new News.Answering()), untold.at(after(86_400)));
    }

    @Test
    void tellsNothingTwice() {
        untold.add(List.of(new News.Answering()), NOW);
        untold.clear();

        assertEquals(List.of(), untold.at(after(1)));
    }

    @Test
    void forgetsWhatIsOverFirst() {
        var hours = new News.ThrottlingPulls(Duration.ofHours(2));
        untold.add(List.of(hours), NOW);
        untold.add(Collections.nCopies(63, new News.Throttling(Duration.ofSeconds(5))), NOW);

        untold.add(List.of(new News.Answering()), after(5));

        assertEquals(
                List.of(new News.ThrottlingPulls(hours.left().minusSeconds(5)), new News.Answering()),
                untold.at(after(5)));
    }

    @Test
    void forgetsTheOldestOfTooMuch() {
        var one = new News.Throttling(Duration.ofSeconds(60));
        untold.add(List.of(one), NOW);
        untold.add(Collections.nCopies(63, new News.Answering()), NOW);
        assertEquals(one, untold.at(NOW).getFirst());

        untold.add(List.of(new News.Answering()), NOW);

        assertEquals(Collections.nCopies(64, new News.Answering()), untold.at(NOW));
    }
}
