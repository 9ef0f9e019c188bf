/** A candidate rebuilt and scanned, and how it compares with what is pinned. */
@NullMarked
package dev.pinwheel.candidate;

import org.jspecify.annotations.NullMarked;
