/** Everything that can happen, one record each, and the questions that parts ask of what has happened. */
@NullMarked
package dev.pinwheel.event;

import org.jspecify.annotations.NullMarked;
