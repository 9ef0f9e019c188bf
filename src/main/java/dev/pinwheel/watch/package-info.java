/** Which tags to look at, and what a look means. */
@NullMarked
package dev.pinwheel.watch;

import org.jspecify.annotations.NullMarked;
