/** The git repositories that hold the pins: reading them, work trees, and branches. */
@NullMarked
package dev.pinwheel.source;

import org.jspecify.annotations.NullMarked;
