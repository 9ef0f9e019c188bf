package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.PinsChecked;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Pin;
import dev.pinwheel.registry.Resolution;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Where checks of pinned digests had no answer, as the ledger has it. Only the first at a place, a
 * change of kind and the end are news: at a registry where it could not be reached or wants us to wait, else in a
 * repository. A kind that goes and comes back is told of once an hour.
 */
final class Unchecked {

    /** How many of the newest are remembered over a restart; an older one is recorded once more. */
    private static final int REMEMBERED = 1_000;

    private final Map<String, Place> places = new TreeMap<>();

    /** How checks fail, and of which pins, as far as this process knows. */
    private record Place(Failing failing, Set<Pin> pins) {

        Place with(String kind, Instant at) {
            return new Place(failing.with(kind, at), pins);
        }
    }

    Unchecked(History history) {
        var told = new ArrayList<Recorded<? extends Event>>();
        told.addAll(history.newest(PinsUnchecked.class, REMEMBERED));
        told.addAll(history.newest(PinsChecked.class, REMEMBERED));
        told.sort(Comparator.comparing(Recorded::index));
        for (var recorded : told) {
            if (recorded.event() instanceof PinsUnchecked begun) {
                add(begun);
            } else if (recorded.event() instanceof PinsChecked end) {
                places.remove(end.place());
            }
        }
    }

    /** Notes a failure; whether it is news. */
    private boolean add(PinsUnchecked failed) {
        var pin = new Pin(failed.watch(), failed.digest());
        var before = places.get(failed.place());
        var isKnown = before != null && before.failing().isKnown(failed.outcome(), failed.at());
        var now = before == null
                ? new Place(Failing.first(failed.outcome(), failed.at()), new HashSet<>())
                : isKnown ? before : before.with(failed.outcome(), failed.at());
        now.pins().add(pin);
        places.put(failed.place(), now);
        return !isKnown;
    }

    /** Notes that a check had no answer; it is news unless its place is known to fail in this way. */
    synchronized Optional<PinsUnchecked> failed(Pin pin, Resolution.Failure failure, Instant now) {
        return news(pin, place(pin, failure), failure.kind(), Looking.reason(failure), now);
    }

    /** Notes that we failed ourselves in a check; it is news as a check without an answer is. */
    synchronized Optional<PinsUnchecked> broken(Pin pin, String reason, Instant now) {
        return news(pin, pin.watch().repository().toString(), Looking.BROKEN, reason, now);
    }

    private Optional<PinsUnchecked> news(Pin pin, String place, String outcome, String reason, Instant now) {
        return Optional.of(new PinsUnchecked(now, place, pin.watch(), pin.digest(), outcome, reason))
                .filter(this::add);
    }

    private static String place(Pin pin, Resolution.Failure failure) {
        var repository = pin.watch().repository();
        return switch (failure) {
            case Resolution.Unreachable nobody -> repository.host().toString();
            case Resolution.Throttled busy -> repository.host().toString();
            case Resolution.Unknown unknown -> repository.toString();
            case Resolution.Denied denied -> repository.toString();
            case Resolution.Invalid invalid -> repository.toString();
        };
    }

    /** Forgets what is pinned no more; it is news where no other pin's check of the same place still fails. */
    synchronized List<PinsChecked> unpinned(Predicate<Pin> isPinned, Instant now) {
        var ends = new ArrayList<PinsChecked>();
        for (var name : List.copyOf(places.keySet())) {
            var place = Objects.requireNonNull(places.get(name));
            var isChanged = place.pins().removeIf(isPinned.negate());
            if (isChanged && place.pins().isEmpty()) {
                places.remove(name);
                ends.add(new PinsChecked(now, name, place.failing().since()));
            }
        }
        return ends;
    }

    /** Notes that a check was answered; it is news where no other pin's check of the same place still fails. */
    synchronized List<PinsChecked> answered(Pin pin, Instant now) {
        var repository = pin.watch().repository();
        var ends = new ArrayList<PinsChecked>();
        for (var name : List.of(repository.host().toString(), repository.toString())) {
            var place = places.get(name);
            if (place != null && place.pins().remove(pin) && place.pins().isEmpty()) {
                places.remove(name);
                ends.add(new PinsChecked(now, name, place.failing().since()));
            }
        }
        return ends;
    }
}
