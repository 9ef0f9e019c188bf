/** What auditors ask of the ledger: questions, samples, exports and how long evidence is kept. */
@NullMarked
package dev.pinwheel.audit;

import org.jspecify.annotations.NullMarked;
