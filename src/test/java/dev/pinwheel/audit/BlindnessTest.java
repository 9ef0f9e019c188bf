package dev.pinwheel.audit;

import static dev.pinwheel.audit.Inquiries.column;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.ViewSplit;
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
}
