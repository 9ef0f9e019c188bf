package dev.pinwheel.watch;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.PinsChecked;
import dev.pinwheel.event.PinsUnchecked;
import dev.pinwheel.image.Pin;
import dev.pinwheel.registry.RegistryException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** Checks whether what is pinned can still be pulled, the manifests of its platforms included. */
final class Liveness {

    private final Pulling pulling;
    private final Vanished vanished;
    private final Unchecked unchecked;
    private final Retries<Pin> retries;

    Liveness(Pulling pulling, Vanished vanished, Unchecked unchecked, Retries<Pin> retries) {
        this.pulling = pulling;
        this.vanished = vanished;
        this.unchecked = unchecked;
        this.retries = retries;
    }

    /**
     * What came of a check.
     *
     * @param isAnswered whether the registry said whether the pin is there
     */
    record Check(boolean isAnswered, List<Event> news) {

        Check {
            news = List.copyOf(news);
        }
    }

    boolean isVanished(Pin pin) {
        return vanished.of(pin).isPresent();
    }

    /** Whether a pin is to be checked: by its schedule, or sooner, and then less and less often, while it fails. */
    boolean isDue(Pin pin, boolean isScheduled, Instant now) {
        return retries.has(pin) ? retries.isDue(pin, now) : isScheduled || isVanished(pin);
    }

    /** Forgets which checks failed of what is pinned no more, and says what is over with that. */
    List<PinsChecked> unpinned(Predicate<Pin> isPinned, Instant now) {
        return unchecked.unpinned(isPinned, now);
    }

    /** Checks a pin; from a registry that does not answer follows only that it did not. */
    Check check(Pin pin, Instant now) {
        try {
            var gone = pulling.gone(pin.watch().repository(), pin.digest(), platform -> true);
            var news = new ArrayList<Event>(unchecked.answered(pin, now));
            gone.ifPresentOrElse(
                    missing -> vanished.found(pin, missing.missing(), missing.reason())
                            .ifPresent(news::add),
                    () -> vanished.there(pin).ifPresent(news::add));
            retry(pin, gone.isPresent(), now);
            return new Check(true, news);
        } catch (RegistryException e) {
            return unanswered(pin, unchecked.failed(pin, e.failure(), now), now);
        } catch (RuntimeException e) {
            var reason = "tried to check " + pin + " but " + Reason.of(e);
            return unanswered(pin, unchecked.broken(pin, reason, now), now);
        }
    }

    private Check unanswered(Pin pin, Optional<PinsUnchecked> news, Instant now) {
        retry(pin, true, now);
        return new Check(false, news.stream().map(Event.class::cast).toList());
    }

    private void retry(Pin pin, boolean hasFailed, Instant now) {
        if (hasFailed) {
            retries.failed(pin, now);
        } else {
            retries.succeeded(pin);
        }
    }
}
