/** Proposals as a branch in a plain git repository, with the text beside it. */
@NullMarked
package dev.pinwheel.proposal.local;

import org.jspecify.annotations.NullMarked;
