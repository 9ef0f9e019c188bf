package dev.pinwheel.pin;

import java.util.List;
import java.util.Map;

/** What is to become of some pins. */
interface Change {

    /** Whether it is to change this pin. */
    boolean isFor(FoundPin pin);

    /** Refuses what would be wrong for the pins taken together. */
    default void check(List<FoundPin> pins) throws RefusedEditException {}

    /** What a pin that it is for is afterwards. */
    FoundPin after(FoundPin pin);

    /** Puts what is to be written into the edits, by path. */
    void plan(Map<String, Edit> edits, FoundPin pin) throws RefusedEditException;
}
