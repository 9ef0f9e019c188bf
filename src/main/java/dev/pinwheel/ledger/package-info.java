/** The Merkle tree log: leaves, tree heads, checkpoints and proofs, without I/O. */
@NullMarked
package dev.pinwheel.ledger;

import org.jspecify.annotations.NullMarked;
