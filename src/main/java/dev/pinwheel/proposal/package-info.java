/** The branch and pull request that move a pin, and their text. */
@NullMarked
package dev.pinwheel.proposal;

import org.jspecify.annotations.NullMarked;
