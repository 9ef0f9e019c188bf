package dev.pinwheel.watch;

import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.image.Digest;

/** What a tag's digest means for the pins of it. */
sealed interface Move {

    /** The pins could move to this digest: the tag's own, or that of the pins' platform in it. */
    record Onward(Digest target) implements Move {}

    /** Nothing that the pins stand for would change. */
    record NoOp(Digest target, NoOpMove.Kind kind, String reason) implements Move {}

    /** The pins cannot move there. */
    record Held(CandidateHeld.Kind kind, String reason) implements Move {}
}
