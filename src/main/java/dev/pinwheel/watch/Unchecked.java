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
 * Where checks of pinned digests had no answer, as the ledger has it. Only the first at a place and the end are news:
 * at a registry where it could not be reached or wants us to wait, else in a repository.
 */
final class Unchecked {

    /** How many of the newest are remembered over a restart; an older one is recorded once more. */
    private static final int REMEMBERED = 1_000;

    private final Map<String, Place> places = new TreeMap<>();

    /** Since when checks fail, and of which pins, as far as this process knows. */
    private record Place(Instant since, Set<Pin> pins) {}

    Unchecked(History history) {
        var told = new ArrayList<Recorded<? extends Event>>();
        told.addAll(history.newest(PinsUnchecked.class, REMEMBERED));
        told.addAll(history.newest(PinsChecked.class, REMEMBERED));
        told.sort(Comparator.comparing(Recorded::index));
        for (var recorded : told) {
            if (recorded.event() instanceof PinsUnchecked begun) {
                add(begun.place(), new Pin(begun.watch(), begun.digest()), begun.at());
            } else if (recorded.event() instanceof PinsChecked end) {
                places.remove(end.place());
            }
        }
    }

    private boolean add(String name, Pin pin, Instant now) {
        var isFirst = !places.containsKey(name);
        places.computeIfAbsent(name, unseen -> new Place(now, new HashSet<>()))
                .pins()
                .add(pin);
        return isFirst;
    }

    /** Notes that a check had no answer; it is news if it is the first at its place. */
    synchronized Optional<PinsUnchecked> failed(Pin pin, Resolution.Failure failure, Instant now) {
        var place = place(pin, failure);
        return add(place, pin, now)
                ? Optional.of(new PinsUnchecked(
                        now, place, pin.watch(), pin.digest(), failure.kind(), Looking.reason(failure)))
                : Optional.empty();
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
                ends.add(new PinsChecked(now, name, place.since()));
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
                ends.add(new PinsChecked(now, name, place.since()));
            }
        }
        return ends;
    }
}
