/** Facts as ledger entries: appending them, replaying them, asking them. */
@NullMarked
package dev.pinwheel.journal;

import org.jspecify.annotations.NullMarked;
