/** Rebuilding by buildah. */
@NullMarked
package dev.pinwheel.candidate.buildah;

import org.jspecify.annotations.NullMarked;
