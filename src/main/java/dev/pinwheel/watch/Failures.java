package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/**
 * Which tags gave no digest when they were looked at last, as the ledger has it. Only the beginning, a
 * change of kind and the end of a failure are news; one that goes to and fro is told of once an hour.
 */
final class Failures {

    /** How many of the newest failures are remembered over a restart; an older one is recorded once more. */
    private static final int REMEMBERED = 10_000;

    /** How many tags in the lists of outages are read at most; what is older than that is not remembered either. */
    private static final int MOST_TAGS = 500_000;

    private final Map<Watch, Failing> failing = new ConcurrentHashMap<>();

    /** What the ledger has; {@code lists} may have lost the list of an outage, which is recorded once more then. */
    Failures(History history, TagLists lists) {
        this(history, lists, MOST_TAGS);
    }

    Failures(History history, TagLists lists, int mostTags) {
        var outages = history.newest(RegistryOutage.class, REMEMBERED);
        var oldest = oldest(outages, mostTags);
        var told = new ArrayList<Recorded<? extends Event>>();
        told.addAll(history.newest(LookFailed.class, REMEMBERED));
        told.addAll(history.newest(LookRecovered.class, REMEMBERED));
        told.addAll(history.newest(WatchEnded.class, REMEMBERED));
        told.addAll(outages);
        told.sort(Comparator.comparing(Recorded::index));
        told.stream()
                .filter(recorded -> recorded.index() >= oldest)
                .forEach(recorded -> replay(recorded.event(), lists));
    }

    /** The ledger index from which on all outages together, the newest first, are of so many tags at most. */
    private static long oldest(List<Recorded<RegistryOutage>> newestFirst, int mostTags) {
        var tags = 0L;
        for (var outage : newestFirst) {
            tags += outage.event().tags();
            if (tags > mostTags) {
                return outage.index() + 1;
            }
        }
        return 0;
    }

    private void replay(Event event, TagLists lists) {
        if (event instanceof LookFailed failed) {
            add(failed.watch(), failed.outcome(), failed.at());
        } else if (event instanceof LookRecovered back) {
            failing.remove(back.watch());
        } else if (event instanceof WatchEnded end) {
            failing.remove(end.watch());
        } else if (event instanceof RegistryOutage outage) {
            lists.read(outage.list()).forEach(watch -> {
                if (outage.over()) {
                    failing.remove(watch);
                } else {
                    add(watch, outage.outcome(), outage.started());
                }
            });
        }
    }

    private void add(Watch watch, String kind, Instant at) {
        failing.merge(watch, Failing.first(kind, at), (before, first) -> before.with(kind, at));
    }

    boolean has(Watch watch) {
        return failing.containsKey(watch);
    }

    /** Notes a failure; it is news unless the tag is known to fail in this way. */
    Optional<LookFailed> failed(LookFailed failure) {
        var before = failing.get(failure.watch());
        if (before != null && before.isKnown(failure.outcome(), failure.at())) {
            return Optional.empty();
        }
        add(failure.watch(), failure.outcome(), failure.at());
        return Optional.of(failure);
    }

    /** Forgets what was news and could not be told, so that it is news again. */
    void untold(Event event) {
        if (event instanceof LookFailed failed) {
            failing.computeIfPresent(failed.watch(), (watch, known) -> known.without(failed.outcome())
                    .orElse(null));
        } else if (event instanceof LookRecovered back) {
            failing.put(back.watch(), Failing.first("", back.failed()));
        } else if (event instanceof WatchEnded end) {
            failing.put(end.watch(), Failing.first("", end.failed()));
        }
    }

    /** Forgets what is looked at no more; that it fails no more is news. */
    List<WatchEnded> unpinned(Predicate<Watch> isLookedAt, Instant now) {
        var ends = new ArrayList<WatchEnded>();
        for (var watch : List.copyOf(failing.keySet())) {
            if (!isLookedAt.test(watch)) {
                Optional.ofNullable(failing.remove(watch))
                        .map(known -> new WatchEnded(now, watch, known.since()))
                        .ifPresent(ends::add);
            }
        }
        return ends;
    }

    /** Notes an answer; it is news if the look before failed. */
    Optional<LookRecovered> answered(Watch watch, Instant now) {
        return Optional.ofNullable(failing.remove(watch)).map(before -> new LookRecovered(now, watch, before.since()));
    }
}
