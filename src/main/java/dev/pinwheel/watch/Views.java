package dev.pinwheel.watch;

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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Holds what mirrors show for a tag against what its registry shows. */
final class Views {

    private final Map<String, String> mirrors;
    private final Registry registry;
    private final History history;
    private final Looking looking;
    private final Clock clock;
    private final Map<Watch, String> said = new ConcurrentHashMap<>();

    /** Mirrors by what they mirror: what is watched below a key is there below its value, too. */
    Views(Map<String, String> mirrors, Registry registry, History history, Looking looking, Clock clock) {
        this.mirrors = Map.copyOf(mirrors);
        this.registry = registry;
        this.history = history;
        this.looking = looking;
        this.clock = clock;
    }

    /** What is to be recorded of the mirrors of a tag that its registry showed at a digest just now. */
    List<Event> compare(Instant started, Watch watch, Digest upstream) {
        var news = new ArrayList<Event>();
        mirrors.forEach((from, to) -> under(from, to, watch).ifPresent(mirror -> {
            switch (registry.resolve(mirror)) {
                case Resolution.Resolved(var shown) ->
                    split(watch, mirror, upstream, shown.digest()).ifPresent(news::add);
                case Resolution.Failure failure ->
                    news.addAll(looking.failed(started, mirror, failure).news());
            }
        }));
        return news;
    }

    private static Optional<Watch> under(String from, String to, Watch watch) {
        var repository = watch.repository().toString();
        return repository.equals(from) || repository.startsWith(from + "/")
                ? Optional.of(Watch.parse(to + repository.substring(from.length()) + ":" + watch.tag()))
                : Optional.empty();
    }

    private Optional<Event> split(Watch watch, Watch mirror, Digest upstream, Digest shown) {
        if (shown.equals(upstream)) {
            said.remove(mirror);
            return Optional.empty();
        }
        return judged(watch, mirror, upstream, shown)
                .filter(split -> !split.key().equals(said.put(mirror, split.key())))
                .map(Event.class::cast);
    }

    private Optional<ViewSplit> judged(Watch watch, Watch mirror, Digest upstream, Digest shown) {
        var seen = history.firstSeen(watch, shown);
        if (seen.isPresent()) {
            var reason = "the tag was first seen at the mirror's digest at " + seen.get();
            return Optional.of(
                    new ViewSplit(clock.instant(), watch, mirror, upstream, shown, ViewSplit.Kind.LAG, reason));
        }
        if (registry.resolve(watch) instanceof Resolution.Resolved(var now)
                && now.digest().equals(shown)) {
            return Optional.empty();
        }
        return Optional.of(new ViewSplit(
                clock.instant(), watch, mirror, upstream, shown, ViewSplit.Kind.ALARM, neverSeen(watch, shown)));
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
