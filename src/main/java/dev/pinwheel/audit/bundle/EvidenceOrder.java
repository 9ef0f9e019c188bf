package dev.pinwheel.audit.bundle;

import dev.pinwheel.image.Descriptor;
import java.util.Iterator;

/** Evidence lies in a bundle in the order in which entries first name it. */
final class EvidenceOrder {

    private final Iterator<String> names;
    private boolean holds = true;

    /** The names of the evidence files in the order in which they lie there. */
    EvidenceOrder(Iterator<String> names) {
        this.names = names;
    }

    /** The next that is named, and is there. */
    void hear(Descriptor evidence) {
        holds &= names.hasNext() && names.next().equals(Layout.evidence(evidence));
    }

    /** No other is named. */
    void end() {
        if (!holds || names.hasNext()) {
            throw Failed.tampered("evidence does not lie in the order in which entries name it");
        }
    }
}
