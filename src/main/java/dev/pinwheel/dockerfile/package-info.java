/** Dockerfiles as BuildKit's frontend reads them: instructions, stages and expansion, without I/O. */
@NullMarked
package dev.pinwheel.dockerfile;

import org.jspecify.annotations.NullMarked;
