package dev.pinwheel.audit;

import static dev.pinwheel.audit.Inquiries.column;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What Pinwheel says of itself and of mirrors: the questions gaps, splits and policies. */
class BlindnessTest {

    private static final Watch MIRROR = Watch.parse("mirror.example.com/hub/debian:12");

    private final Inquiries told = new Inquiries();

    private static Asked about(String image) {
        return new Asked(
                Optional.empty(),
                Optional.of(Watch.parse(image)),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                30);
    }

    @Test
    void aFailureLastsUntilTheTagAnswersAgainOrFailsInAnotherWay() {
        told.tell(
                new LookFailed(Story.hour(1), Story.hour(1), Story.IMAGE, "throttled", "429"),
                new LookFailed(Story.hour(3), Story.hour(3), Story.IMAGE, "unreachable", "no route"),
                new LookRecovered(Story.hour(5), Story.IMAGE, Story.hour(3)),
                new LookFailed(Story.hour(6), Story.hour(6), MIRROR, "denied", "401"));

        var gaps = told.ask("gaps");
        assertEquals(List.of("throttled: 429", "unreachable: no route", "denied: 401"), column(gaps, "reason"));
        assertEquals(List.of(Story.hour(3).toString(), Story.hour(5).toString(), ""), column(gaps, "to"));
        assertEquals(List.of("1", "2", "4"), column(gaps, "entry"));
    }

    @Test
    void gapsThatWereDeclaredAreToldForTheirRegistry() {
        told.tell(new GapDeclared(Story.hour(9), new RegistryHost("docker.io"), Story.hour(2), Story.hour(9), 41));

        var gap = told.ask("gaps", about("alpine:3")).getFirst();
        assertEquals("gap", gap.get("kind"));
        assertEquals(Story.hour(2).toString(), gap.get("from"));
        assertEquals(Story.hour(9).toString(), gap.get("to"));
        assertEquals("docker.io", gap.get("subject"));
        assertEquals("41 looks fell due and were not made", gap.get("reason"));
        assertEquals(List.of(), told.ask("gaps", about(MIRROR.toString())));
    }

    @Test
    void aMirrorThatDisagreedIsFoundByEitherName() {
        told.tell(new ViewSplit(
                Story.hour(1), Story.IMAGE, MIRROR, Story.A, Story.B, ViewSplit.Kind.ALARM, "never seen"));

        for (var name : List.of(Story.IMAGE.toString(), MIRROR.toString())) {
            var split = told.ask("splits", about(name)).getFirst();
            assertEquals("alarm", split.get("kind"));
            assertEquals(Story.A.toString(), split.get("upstream"));
            assertEquals(Story.B.toString(), split.get("mirrored"));
        }
        assertEquals(List.of(), told.ask("splits", about("alpine:3")));
    }

    private static ViewSplit split(int hour, ViewSplit.Kind kind) {
        return new ViewSplit(Story.hour(hour), Story.IMAGE, MIRROR, Story.A, Story.B, kind, "why");
    }

    private static ViewAgreed agreed(int hour) {
        return new ViewAgreed(Story.hour(hour), Story.IMAGE, MIRROR, Story.B, Story.hour(1));
    }

    @Test
    void aSplitLastsUntilTheViewsAgreeOrSplitInAnotherWay() {
        told.tell(
                split(1, ViewSplit.Kind.LAG),
                split(3, ViewSplit.Kind.ALARM),
                agreed(5),
                agreed(6),
                split(7, ViewSplit.Kind.LAG));

        var splits = told.ask("splits");
        assertEquals(List.of("lag", "alarm", "lag"), column(splits, "kind"));
        assertEquals(List.of(Story.hour(3).toString(), Story.hour(5).toString(), ""), column(splits, "until"));
        assertEquals(List.of("1", "2", "5"), column(splits, "entry"));
        assertEquals(List.of("why", "why", "why"), column(splits, "reason"));
    }

    @Test
    void twoMirrorsThatDisagreeDoNotEndEachOther() {
        var other = Watch.parse("cache.example.com/hub/debian:12");
        told.tell(
                split(1, ViewSplit.Kind.ALARM),
                new ViewSplit(Story.hour(2), Story.IMAGE, other, Story.A, Story.C, ViewSplit.Kind.LAG, "late"),
                new ViewAgreed(Story.hour(3), Story.IMAGE, other, Story.A, Story.hour(2)));

        assertEquals(List.of(other.toString(), MIRROR.toString()), column(told.ask("splits"), "mirror"));
        assertEquals(List.of(Story.hour(3).toString(), ""), column(told.ask("splits"), "until"));
    }

    @Test
    void aSplitIsFoundByEitherOfItsDigestsAndAsOfATime() {
        told.tell(split(1, ViewSplit.Kind.ALARM), agreed(5));

        for (var digest : List.of(Story.A, Story.B)) {
            assertEquals(1, told.ask("splits", digest(digest)).size());
        }
        assertEquals(List.of(), told.ask("splits", digest(Story.C)));
        assertEquals(List.of(), told.ask("splits", Asked.EVERYTHING.by(Story.hour(0))));
        assertEquals(List.of(""), column(told.ask("splits", Asked.EVERYTHING.by(Story.hour(4))), "until"));
    }

    private static Asked digest(Digest digest) {
        return new Asked(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(digest), Optional.empty(), 30);
    }

    @Test
    void aNewKeyIsAChangeWithItsReason() {
        told.tell(
                new BotStarted(Story.hour(0), "1", Story.POLICY),
                new KeyRotated(Story.hour(1), "example.com/log+01234567+a2V5", "the yearly change"),
                new BotStarted(Story.hour(2), "1", Story.POLICY));

        var changes = told.ask("policies");
        assertEquals(List.of("first", "key"), column(changes, "changed"));
        assertEquals("example.com/log+01234567+a2V5", changes.getLast().get("key"));
        assertEquals("the yearly change", changes.getLast().get("reason"));
    }

    @Test
    void theEndOfALedgerIsToldWithTheKeyThatGoesOn() {
        told.tell(
                new BotStarted(Story.hour(0), "1", Story.POLICY),
                new OriginEnded(Story.hour(3), "example.com/next+01234567+a2V5", "another team takes over"));

        var changes = told.ask("policies");
        assertEquals(List.of("first", "origin"), column(changes, "changed"));
        assertEquals(List.of(Story.hour(0).toString(), Story.hour(3).toString()), column(changes, "since"));
        assertEquals(List.of("", "example.com/next+01234567+a2V5"), column(changes, "key"));
        assertEquals(List.of("", "another team takes over"), column(changes, "reason"));
        assertEquals(List.of("first"), column(told.ask("policies", Asked.EVERYTHING.by(Story.hour(2))), "changed"));
    }
}
