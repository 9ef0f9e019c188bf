package dev.pinwheel.witness;

import dev.pinwheel.ledger.Note;

/**
 * What a witness answers to a request.
 *
 * @see <a href="https://c2sp.org/tlog-witness">C2SP tlog-witness</a>
 */
public sealed interface Reply {

    /** It saw the log grow, has kept that durably, and cosigned. */
    record Cosigned(Note.Signature line) implements Reply {}

    /** The request is not one: 400. */
    record Malformed(String reason) implements Reply {}

    /** It does not watch this log: 404. */
    record UnknownLog(String origin) implements Reply {}

    /** No key that it knows of the log signed the checkpoint, or one did not that seems to have: 403. */
    record NotSigned(String reason) implements Reply {}

    /** It saw the log last at another size, or this size with another root hash: 409. */
    record Conflict(long size) implements Reply {}

    /** The consistency proof does not lead from what it saw to what it shall cosign: 422. */
    record NotProven(String reason) implements Reply {}
}
