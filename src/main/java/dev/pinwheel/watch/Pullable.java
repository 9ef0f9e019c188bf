package dev.pinwheel.watch;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Whether candidates can be pulled. One that is to be tried for the first time is asked for, one that was tried once
 * in each round of the checks of pinned digests, and one that is gone less and less often.
 */
final class Pullable {

    /** How long an answer does for other repositories that have the same candidate. */
    private static final Duration SOON = Duration.ofMinutes(1);

    private static final int REMEMBERED = 10_000;

    private final Pulling pulling;
    private final Settling settling;
    private final Timetable timetable;
    private final Clock clock;
    private final Retries<Place> retries;
    private final Map<Place, Answer> answers = new LinkedHashMap<>();

    private record Place(Repository repository, Digest digest) {}

    private record Answer(Instant at, Optional<Pulling.Gone> gone) {}

    Pullable(Pulling pulling, Settling settling, Timetable timetable, Clock clock) {
        this.pulling = pulling;
        this.settling = settling;
        this.timetable = timetable;
        this.clock = clock;
        this.retries = timetable.retries();
    }

    /**
     * What of a candidate is gone, as the registry says now or said lately.
     *
     * @param wasTried whether there was an attempt at it
     * @throws RegistryException if the registry does not say
     */
    Optional<Pulling.Gone> gone(Candidate candidate, boolean wasTried) throws RegistryException {
        var place = new Place(candidate.watch().repository(), candidate.digest());
        var now = clock.instant();
        var last = last(place, wasTried, now);
        if (last.isPresent() && !isDue(place, last.get(), wasTried, now)) {
            return last.get().gone();
        }
        var gone = pulling.gone(place.repository(), place.digest(), settling::needs);
        remember(place, new Answer(now, gone));
        gone.ifPresentOrElse(missing -> retries.failed(place, now), () -> retries.succeeded(place));
        return gone;
    }

    /** After a restart, what was tried is taken to be there until its check is due. */
    private Optional<Answer> last(Place place, boolean wasTried, Instant now) {
        synchronized (answers) {
            var known = Optional.ofNullable(answers.get(place));
            return known.isEmpty() && wasTried ? Optional.of(remember(place, assumed(now))) : known;
        }
    }

    private Answer assumed(Instant now) {
        return new Answer(now.minus(timetable.shortest()), Optional.empty());
    }

    private boolean isDue(Place place, Answer last, boolean wasTried, Instant now) {
        if (last.gone().isPresent()) {
            return retries.isDue(place, now);
        }
        return wasTried
                ? timetable.checks(place.toString(), last.at(), now) > 0
                : !last.at().plus(SOON).isAfter(now);
    }

    private Answer remember(Place place, Answer answer) {
        synchronized (answers) {
            answers.put(place, answer);
            if (answers.size() > REMEMBERED) {
                var oldest = answers.keySet().iterator().next();
                answers.remove(oldest);
                retries.succeeded(oldest);
            }
            return answer;
        }
    }
}
