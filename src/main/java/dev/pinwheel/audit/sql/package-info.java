/** Notes of inquiries in a temporary SQLite database. */
@NullMarked
package dev.pinwheel.audit.sql;

import org.jspecify.annotations.NullMarked;
