package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.registry.http.Challenge.Basic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrantsTest {

    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final int TOKEN = 9 * Grants.BESIDES;

    private final Grants grants = new Grants(100 * Grants.BESIDES);

    /** Gets a grant for a place, as whoever needs one does. */
    private Grant got(String place, int length) {
        var grant = new Grant(new Basic());
        assertEquals(grant, grants.usableAt(place, grant, NOW, Optional.empty()));
        grant.header().fill(() -> new Grant.Header("x".repeat(length), NOW.plus(Duration.ofMinutes(5))));
        grants.cameTo(place, grant);
        return grant;
    }

    private List<String> kept(int places) {
        return IntStream.range(0, places)
                .mapToObj(Integer::toString)
                .filter(place -> grants.at(place).isPresent())
                .toList();
    }

    @Test
    void keepsAsManyAsThereIsSpaceForAndForgetsTheOldest() {
        for (var place = 0; place < 25; place++) {
            got(Integer.toString(place), TOKEN);
        }

        assertEquals(IntStream.range(15, 25).mapToObj(Integer::toString).toList(), kept(25));
    }

    @Test
    void keepsMoreOfThoseThatAreSmall() {
        for (var place = 0; place < 150; place++) {
            got(Integer.toString(place), 0);
        }

        assertEquals(100, kept(150).size());
    }

    @Test
    void keepsWhatIsUsed() {
        got("used", TOKEN);
        for (var place = 0; place < 25; place++) {
            got(Integer.toString(place), TOKEN);
            assertTrue(grants.at("used").isPresent());
        }

        assertEquals(9, kept(25).size());
    }

    @Test
    void countsWhatIsRenewedOnce() {
        got("other", 0);
        for (var times = 0; times < 200; times++) {
            grants.forget("renewed");
            got("renewed", TOKEN);
        }
        for (var times = 0; times < 200; times++) {
            var refused = Optional.of("x".repeat(TOKEN));
            var grant = new Grant(new Basic());
            assertEquals(grant, grants.usableAt("renewed", grant, NOW, refused));
            grant.header().fill(() -> new Grant.Header("x".repeat(TOKEN), NOW.plus(Duration.ofMinutes(5))));
            grants.cameTo("renewed", grant);
        }

        assertTrue(grants.at("other").isPresent());
    }

    @Test
    void countsNothingThatCameWhenAnotherHadTakenItsPlace() {
        var late = new Grant(new Basic());
        grants.usableAt("place", late, NOW, Optional.empty());
        grants.forget("place");
        var kept = got("place", 0);

        late.header().fill(() -> new Grant.Header("late", NOW));
        grants.cameTo("place", late);

        assertEquals(Optional.of(kept), grants.at("place"));
        assertNotEquals(late, kept);
    }

    @Test
    void keepsWhatCouldNotBeHadInItsSpaceToo() {
        for (var place = 0; place < 100; place++) {
            var grant = new Grant(new Basic());
            var key = Integer.toString(place);
            grants.usableAt(key, grant, NOW, Optional.empty());
            grant.header().fill(() -> {
                throw Trouble.denied("it is locked");
            });
            grants.cameTo(key, grant);
        }

        assertEquals(100 * Grants.BESIDES / Grants.FAILED, kept(100).size());
    }
}
