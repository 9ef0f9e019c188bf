package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which tags are new to a registry's rounds. */
class RosterTest {

    private static final Watch ONE = Watch.parse("registry.test/base/one:1");
    private static final Watch OTHER = Watch.parse("registry.test/base/other:1");
    private static final RegistryHost HOST = ONE.repository().host();

    private final Roster roster = new Roster();

    @Test
    void areThoseThatWereNotInItsLastRound() {
        roster.begun(Set.of(HOST), true);
        roster.done(HOST, List.of(ONE));

        assertEquals(Set.of(OTHER), roster.added(HOST, List.of(ONE, OTHER)));
    }

    @Test
    void areAllWhereNobodyPinnedAny() {
        roster.begun(Set.of(), true);

        assertEquals(Set.of(ONE), roster.added(HOST, List.of(ONE)));
    }

    /** They are looked at by that round, if they have fallen due. */
    @Test
    void areNoneWhileItsFirstRoundGoesOn() {
        roster.begun(Set.of(HOST), true);

        assertEquals(Optional.empty(), roster.last(HOST));
        assertEquals(Set.of(), roster.added(HOST, List.of(ONE)));
    }

    @Test
    void areAllUntilTheFirstRoundIsDoneSinceNobodyPinnedAny() {
        roster.begun(Set.of(), true);
        roster.begun(Set.of(HOST), true);

        assertEquals(Set.of(ONE), roster.added(HOST, List.of(ONE)));
    }

    @Test
    void areNotKnownWhileASourceMayHavePinnedThem() {
        roster.begun(Set.of(), false);

        assertEquals(Optional.empty(), roster.last(HOST));
    }

    @Test
    void areNewNoMoreWhenTheyWereLookedAtBesideTheRounds() {
        roster.begun(Set.of(HOST), true);
        roster.done(HOST, List.of());
        roster.lookedAt(ONE);

        assertEquals(Set.of(OTHER), roster.added(HOST, List.of(ONE, OTHER)));
    }

    @Test
    void areNewAgainWhenARoundWasDoneWithoutThem() {
        roster.begun(Set.of(HOST), true);
        roster.done(HOST, List.of());
        roster.lookedAt(ONE);
        roster.done(HOST, List.of());

        assertEquals(Set.of(ONE), roster.added(HOST, List.of(ONE)));
    }
}
