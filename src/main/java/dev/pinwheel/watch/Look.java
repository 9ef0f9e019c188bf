package dev.pinwheel.watch;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import java.util.Optional;

/** What came of a look at a tag. */
sealed interface Look {

    /** What there is to record of it. */
    Optional<? extends Event> news();

    /** The tag is as it was. */
    record Same() implements Look {

        @Override
        public Optional<Event> news() {
            return Optional.empty();
        }
    }

    /** The tag shows another digest, or its first. */
    record Moved(DigestObserved observed) implements Look {

        @Override
        public Optional<DigestObserved> news() {
            return Optional.of(observed);
        }
    }

    /** There was no answer; it is news if the look before did not fail in the same way. */
    record Failed(Optional<LookFailed> news) implements Look {}
}
