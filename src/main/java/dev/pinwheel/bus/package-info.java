/** The event bus as Pinwheel uses it: record first, then tell; a failing handler is seen. */
@NullMarked
package dev.pinwheel.bus;

import org.jspecify.annotations.NullMarked;
