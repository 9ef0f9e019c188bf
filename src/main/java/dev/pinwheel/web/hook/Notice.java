package dev.pinwheel.web.hook;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One event of a message.
 *
 * @param id what tells it from every other event of its sender, by what the sender vouches for; absent
 *     where the same bytes may mean two events
 */
public record Notice(Optional<String> id, Hint hint) {

    static Notice of(String id, Hint hint) {
        return new Notice(Optional.of(id), hint);
    }

    /** One of several events that come together, of which one that is not understood must not hold up the others. */
    static Notice oneOf(String id, Supplier<Hint> reading) {
        try {
            return of(id, reading.get());
        } catch (IllegalArgumentException e) {
            return of(id, new Hint.Nothing("an event was not understood: " + e.getMessage()));
        }
    }

    /** An event of a sender who writes neither a number nor a time into it. */
    static Notice undated(Hint hint) {
        return new Notice(Optional.empty(), hint);
    }
}
