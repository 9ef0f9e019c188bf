/** The command line: one class a command. */
@NullMarked
package dev.pinwheel.cli;

import org.jspecify.annotations.NullMarked;
