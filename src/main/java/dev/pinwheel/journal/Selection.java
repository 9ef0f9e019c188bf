package dev.pinwheel.journal;

import dev.pinwheel.event.Source;
import dev.pinwheel.image.Watch;
import java.util.Optional;

/** Which entries to read; what is absent selects all. */
public record Selection(Optional<String> type, Optional<Watch> watch, Optional<Source> source) {

    public static final Selection ALL = new Selection(Optional.empty(), Optional.empty(), Optional.empty());

    public Selection ofType(String name) {
        return new Selection(Optional.of(name), watch, source);
    }

    public Selection of(Watch only) {
        return new Selection(type, Optional.of(only), source);
    }

    public Selection of(Source only) {
        return new Selection(type, watch, Optional.of(only));
    }
}
