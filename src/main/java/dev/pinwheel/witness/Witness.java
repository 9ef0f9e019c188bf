package dev.pinwheel.witness;

import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/**
 * A witness: it cosigns a checkpoint of a log that it watches if the log only grew since the last one, and keeps that
 * before it says so. One request at a time is checked and kept, so that none undoes another.
 *
 * @see <a href="https://c2sp.org/tlog-witness">C2SP tlog-witness</a>
 */
public final class Witness implements AutoCloseable {

    private final CosigningKey key;
    private final List<VerifierKey> logs;
    private final Seen seen;
    private final Clock clock;

    private Witness(CosigningKey key, List<VerifierKey> logs, Seen seen, Clock clock) {
        this.key = key;
        this.logs = logs;
        this.seen = seen;
        this.clock = clock;
    }

    /**
     * A witness that keeps what it saw in this directory.
     *
     * @param logs the keys of the logs that it watches; one log may have several
     * @throws IOException if the directory cannot be used, or another process has it
     */
    public static Witness open(Path directory, CosigningKey key, List<VerifierKey> logs, Clock clock)
            throws IOException {
        return new Witness(key, List.copyOf(logs), Seen.open(directory), clock);
    }

    /** What others verify its cosignatures with. */
    public CosignerKey key() {
        return key.verifier();
    }

    /**
     * Answers a request.
     *
     * @throws IOException if what was seen cannot be read or kept; then nothing is cosigned
     */
    public synchronized Reply add(byte[] body) throws IOException {
        try {
            return add(AddCheckpoint.parse(body));
        } catch (IllegalArgumentException e) {
            return new Reply.Malformed(String.valueOf(e.getMessage()));
        }
    }

    private Reply add(AddCheckpoint request) throws IOException {
        var signed = request.signed();
        var checkpoint = signed.checkpoint();
        var keys = logs.stream()
                .filter(log -> log.name().equals(checkpoint.origin()))
                .toList();
        if (keys.isEmpty()) {
            return new Reply.UnknownLog(checkpoint.origin());
        }
        var standings = keys.stream().map(signed::check).toList();
        if (standings.contains(Note.Standing.FORGED) || !standings.contains(Note.Standing.VERIFIED)) {
            return new Reply.NotSigned("no signature of " + checkpoint.origin() + " that is known here verifies");
        }
        if (request.old() > checkpoint.size()) {
            return new Reply.Malformed("the old size " + request.old() + " is beyond the checkpoint");
        }
        return compareAndSwap(request, keys);
    }

    private Reply compareAndSwap(AddCheckpoint request, List<VerifierKey> keys) throws IOException {
        var checkpoint = request.signed().checkpoint();
        var last = seen.last(checkpoint.origin()).map(SignedCheckpoint::checkpoint);
        var size = last.map(known -> known.size()).orElse(0L);
        if (request.old() != size) {
            return new Reply.Conflict(size);
        }
        var root = last.map(known -> known.root()).orElse(Hash.OF_NOTHING);
        if (checkpoint.size() == size && !checkpoint.root().equals(root)) {
            return new Reply.Conflict(size);
        }
        if (!request.growsFrom(root)) {
            return new Reply.NotProven(
                    "the consistency proof does not lead from " + size + " leaves to " + checkpoint.size());
        }
        if (last.isEmpty() || checkpoint.size() > size) {
            seen.keep(request.signed().of(keys));
        }
        return new Reply.Cosigned(key.cosign(checkpoint, clock.instant()));
    }

    @Override
    public void close() throws IOException {
        seen.close();
    }
}
