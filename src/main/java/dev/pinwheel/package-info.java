/** Pinwheel: rotates base-image digest pins, with proof. */
@NullMarked
package dev.pinwheel;

import org.jspecify.annotations.NullMarked;
