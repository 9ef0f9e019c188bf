package dev.pinwheel.pin;

import java.util.Optional;

/** How much of one kind a whole tree may cost, so that many files that are each within bounds are so together. */
final class Allowance {

    private final long most;
    private final String what;
    private long spent;
    private boolean isTold;

    /** Allows so much of what is named, as in "64 MiB of files that name images". */
    Allowance(long most, String what) {
        this.most = most;
        this.what = what;
    }

    boolean has(long cost) {
        return spent + cost <= most;
    }

    /** Takes so much; says whether there was enough. */
    boolean take(long cost) {
        spent += cost;
        return spent <= most;
    }

    /** What to tell, the first time that there is not enough. */
    Optional<String> overrun() {
        if (spent <= most || isTold) {
            return Optional.empty();
        }
        isTold = true;
        return Optional.of("left out, and what follows of its kind: at most " + what + " are read of one repository");
    }
}
