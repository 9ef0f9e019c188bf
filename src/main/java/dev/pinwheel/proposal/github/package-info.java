/** Proposals as GitHub pull requests. */
@NullMarked
package dev.pinwheel.proposal.github;

import org.jspecify.annotations.NullMarked;
