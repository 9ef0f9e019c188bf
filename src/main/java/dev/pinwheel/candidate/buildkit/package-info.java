/** Rebuilding by BuildKit, through the docker program. */
@NullMarked
package dev.pinwheel.candidate.buildkit;

import org.jspecify.annotations.NullMarked;
