package dev.pinwheel.watch;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.Resolution;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Holds what a mirror shows for a tag against what its registry shows. */
final class Views {

    private final Registry registry;
    private final History history;
    private final Looking looking;
    private final Clock clock;
    private final Splits splits;

    Views(Registry registry, History history, Looking looking, Clock clock) {
        this.registry = registry;
        this.history = history;
        this.looking = looking;
        this.clock = clock;
        this.splits = new Splits(history);
    }

    /** What is to be recorded of a mirror of a tag that its registry was seen to have. */
    List<Event> compare(Instant started, Watch watch, Watch mirror) {
        try {
            return switch (registry.resolve(mirror)) {
                case Resolution.Resolved(var shown) -> shown(watch, mirror, shown.digest());
                case Resolution.Failure failure ->
                    looking.failed(started, mirror, failure).news();
            };
        } catch (RuntimeException e) {
            var reason = "tried to compare " + mirror + " with " + watch + " but " + Reason.of(e);
            return looking.broken(started, mirror, reason).news();
        }
    }

    private List<Event> shown(Watch watch, Watch mirror, Digest shown) {
        var news = new ArrayList<Event>(looking.recovered(mirror));
        var upstream = history.lastDigest(watch).orElse(shown);
        if (shown.equals(upstream) || isThereByNow(watch, shown)) {
            splits.agreed(watch, mirror, shown, clock.instant()).ifPresent(news::add);
        } else {
            splits.found(judged(watch, mirror, upstream, shown)).ifPresent(news::add);
        }
        return news;
    }

    /** Whether the registry has gone on to a digest that the ledger never saw. */
    private boolean isThereByNow(Watch watch, Digest shown) {
        return history.firstSeen(watch, shown).isEmpty()
                && registry.resolve(watch) instanceof Resolution.Resolved(var now)
                && now.digest().equals(shown);
    }

    private ViewSplit judged(Watch watch, Watch mirror, Digest upstream, Digest shown) {
        var seen = history.firstSeen(watch, shown).map(at -> "the tag was first seen at the mirror's digest at " + at);
        return new ViewSplit(
                clock.instant(),
                watch,
                mirror,
                upstream,
                shown,
                seen.isPresent() ? ViewSplit.Kind.LAG : ViewSplit.Kind.ALARM,
                seen.orElseGet(() -> neverSeen(watch, shown)));
    }

    private String neverSeen(Watch watch, Digest shown) {
        return switch (registry.resolve(watch.repository(), shown)) {
            case Resolution.Resolved there -> "the ledger never saw the tag there, though its registry has this digest";
            case Resolution.Unknown nowhere ->
                "the ledger never saw the tag there, and its registry has no such digest";
            case Resolution.Failure failure ->
                "the ledger never saw the tag there, and its registry did not say whether it has it: "
                        + failure.reason();
        };
    }
}
