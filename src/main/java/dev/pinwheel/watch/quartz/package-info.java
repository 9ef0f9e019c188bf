/** When a cycle is due, by Quartz. */
@NullMarked
package dev.pinwheel.watch.quartz;

import org.jspecify.annotations.NullMarked;
