/** Other programs, run with limits and ended with all that they started. */
@NullMarked
package dev.pinwheel.candidate.process;

import org.jspecify.annotations.NullMarked;
