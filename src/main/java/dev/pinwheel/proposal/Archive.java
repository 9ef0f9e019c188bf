package dev.pinwheel.proposal;

import dev.pinwheel.event.History;
import dev.pinwheel.evidence.Evidence;
import java.util.function.LongFunction;

/** What is recorded, as a proposal shows it: the history, the evidence, and each entry's proof by its index. */
public record Archive(History history, Evidence evidence, LongFunction<LedgerProof> proofs) {}
