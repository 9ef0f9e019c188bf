package dev.pinwheel.bus;

/** Nothing is recorded or told any more: the process ends, and what was under way goes on at the next start. */
public final class StoppedException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoppedException() {
        super("nothing is recorded any more: the process is stopping");
    }
}
