/** Witnesses: who sees a log's checkpoints and says, under signature, that it only grew. */
@NullMarked
package dev.pinwheel.witness;

import org.jspecify.annotations.NullMarked;
