/** The configuration: typed records, read once, every problem listed at once. */
@NullMarked
package dev.pinwheel.config;

import org.jspecify.annotations.NullMarked;
