/** The auditor's bundle: a ledger, or a range of it, in one zip file that is verified without us. */
@NullMarked
package dev.pinwheel.audit.bundle;

import org.jspecify.annotations.NullMarked;
