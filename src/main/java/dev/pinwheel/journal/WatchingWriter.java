package dev.pinwheel.journal;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.TagReturned;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;

/** Writes what watching finds; {@link WatchingReader} is its inverse. */
final class WatchingWriter {

    private WatchingWriter() {}

    static Draft looked(Draft draft, RegistryLooked event) {
        return draft.time("started", event.started())
                .text("registry", event.host().name())
                .number("looked", event.looked())
                .number("moved", event.moved())
                .number("failed", event.failed())
                .number("pins", event.pins())
                .number("vanished", event.vanished())
                .digest("answers", event.answers());
    }

    static Draft gap(Draft draft, GapDeclared event) {
        return draft.text("registry", event.host().name())
                .time("from", event.from())
                .time("until", event.until())
                .number("looks", event.looks());
    }

    static Draft outage(Draft draft, RegistryOutage event) {
        return draft.time("started", event.started())
                .text("registry", event.host().name())
                .flag("over", event.over())
                .number("tags", event.tags())
                .text("outcome", event.outcome())
                .text("reason", event.reason())
                .object("list", FactWriter.descriptor(event.list()));
    }

    static Draft returned(Draft draft, TagReturned event) {
        return draft.text("watch", event.watch().toString())
                .digest("digest", event.digest())
                .time("firstSeen", event.firstSeen())
                .object("left", previous(event.left()));
    }

    static Draft previous(DigestObserved.Previous previous) {
        return new Draft().number("index", previous.index()).digest("digest", previous.digest());
    }

    static Draft split(Draft draft, ViewSplit event) {
        return draft.text("watch", event.watch().toString())
                .text("mirror", event.mirror().toString())
                .digest("upstream", event.upstream())
                .digest("mirrored", event.mirrored())
                .word("kind", event.kind())
                .text("reason", event.reason());
    }

    static Draft vanished(Draft draft, PinVanished event) {
        return draft.text("watch", event.watch().toString())
                .digest("digest", event.digest())
                .texts("missing", event.missing())
                .text("reason", event.reason());
    }

    static Draft unchecked(Draft draft, PinsUnchecked event) {
        return draft.text("place", event.place())
                .text("watch", event.watch().toString())
                .digest("digest", event.digest())
                .text("outcome", event.outcome())
                .text("reason", event.reason());
    }

    static Draft agreed(Draft draft, ViewAgreed event) {
        return draft.text("watch", event.watch().toString())
                .text("mirror", event.mirror().toString())
                .digest("digest", event.digest())
                .time("since", event.since());
    }
}
