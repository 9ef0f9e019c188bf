/** Witnesses that are reached over HTTP. */
@NullMarked
package dev.pinwheel.witness.http;

import org.jspecify.annotations.NullMarked;
