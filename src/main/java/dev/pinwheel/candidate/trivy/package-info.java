/** Scanning by Trivy. */
@NullMarked
package dev.pinwheel.candidate.trivy;

import org.jspecify.annotations.NullMarked;
