package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.Recorded;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Reads the facts of a kind from the newest back: each once, as far as somebody needs, and not more than so many. */
final class Backwards<E extends Event> {

    private static final int PAGE = 1_000;

    private final History history;
    private final Class<E> kind;
    private final int most;
    private final Consumer<Recorded<E>> reader;
    private long before = Long.MAX_VALUE;
    private int read;
    private boolean isAtEnd;

    Backwards(History history, Class<E> kind, int most, Consumer<Recorded<E>> reader) {
        this.history = history;
        this.kind = kind;
        this.most = most;
        this.reader = reader;
    }

    /** Reads on until what was read is enough, or nothing is left. */
    synchronized void until(BooleanSupplier isEnough) {
        while (!isEnough.getAsBoolean() && !isAtEnd) {
            var page = history.newest(kind, before, PAGE);
            for (var fact : page) {
                before = fact.index();
                reader.accept(fact);
            }
            read += page.size();
            isAtEnd = page.size() < PAGE || read >= most;
        }
    }
}
