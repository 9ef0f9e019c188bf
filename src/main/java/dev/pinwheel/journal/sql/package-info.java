/** The journal in SQLite. */
@NullMarked
package dev.pinwheel.journal.sql;

import org.jspecify.annotations.NullMarked;
