package dev.pinwheel.journal;

import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.PinReturned;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.RegistryWarned;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.time.Instant;

/** Reads what watching finds; the inverse of {@link WatchingWriter}. */
final class WatchingReader {

    private WatchingReader() {}

    static RegistryLooked looked(Instant at, Fields fields) {
        return new RegistryLooked(
                at,
                fields.time("started"),
                host(fields),
                fields.count("looked"),
                fields.count("moved"),
                fields.count("failed"),
                fields.count("pins"),
                fields.count("vanished"),
                fields.digest("answers"));
    }

    static GapDeclared gap(Instant at, Fields fields) {
        return new GapDeclared(at, host(fields), fields.time("from"), fields.time("until"), fields.number("looks"));
    }

    static RegistryOutage outage(Instant at, Fields fields) {
        return new RegistryOutage(
                at,
                fields.time("started"),
                host(fields),
                fields.flag("over"),
                fields.count("tags"),
                fields.text("outcome"),
                fields.text("reason"),
                fields.object("list", FactReader::descriptor));
    }

    static RegistryWarned warned(Instant at, Fields fields) {
        return new RegistryWarned(at, host(fields), fields.text("text"));
    }

    private static RegistryHost host(Fields fields) {
        return new RegistryHost(fields.text("registry"));
    }

    static TagReturned returned(Instant at, Fields fields) {
        return new TagReturned(
                at,
                watch(fields, "watch"),
                fields.digest("digest"),
                fields.time("firstSeen"),
                fields.object("left", WatchingReader::previous));
    }

    static DigestObserved.Previous previous(Fields fields) {
        return new DigestObserved.Previous(fields.number("index"), fields.digest("digest"));
    }

    static ViewSplit split(Instant at, Fields fields) {
        return new ViewSplit(
                at,
                watch(fields, "watch"),
                watch(fields, "mirror"),
                fields.digest("upstream"),
                fields.digest("mirrored"),
                fields.word("kind", ViewSplit.Kind.class),
                fields.text("reason"));
    }

    static PinVanished vanished(Instant at, Fields fields) {
        return new PinVanished(
                at,
                watch(fields, "watch"),
                fields.digest("digest"),
                fields.texts("missing", text -> text),
                fields.text("reason"));
    }

    static PinReturned pinReturned(Instant at, Fields fields) {
        return new PinReturned(at, watch(fields, "watch"), fields.digest("digest"), fields.time("vanished"));
    }

    static PinsUnchecked unchecked(Instant at, Fields fields) {
        return new PinsUnchecked(
                at,
                fields.text("place"),
                watch(fields, "watch"),
                fields.digest("digest"),
                fields.text("outcome"),
                fields.text("reason"));
    }

    static ViewAgreed agreed(Instant at, Fields fields) {
        return new ViewAgreed(
                at, watch(fields, "watch"), watch(fields, "mirror"), fields.digest("digest"), fields.time("since"));
    }

    static ClockStepped stepped(Instant at, Fields fields) {
        return new ClockStepped(at, host(fields), fields.time("ahead"));
    }

    static LookRecovered recovered(Instant at, Fields fields) {
        return new LookRecovered(at, watch(fields, "watch"), fields.time("failed"));
    }

    static WatchEnded ended(Instant at, Fields fields) {
        return new WatchEnded(at, watch(fields, "watch"), fields.time("failed"));
    }

    private static Watch watch(Fields fields, String name) {
        return Watch.parse(fields.text(name));
    }
}
