/** Where pins are written, in any kind of file, and the byte-exact edit that moves them. */
@NullMarked
package dev.pinwheel.pin;

import org.jspecify.annotations.NullMarked;
