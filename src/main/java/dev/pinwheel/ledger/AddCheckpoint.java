package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What a log asks of a witness: to cosign this checkpoint, which has grown out of the one it saw last.
 *
 * @param old how many leaves the last one had that the witness cosigned, or 0
 * @param hashes the consistency proof from there; none if {@code old} is 0
 * @see <a href="https://c2sp.org/tlog-witness">C2SP tlog-witness</a>
 */
public record AddCheckpoint(long old, List<Hash> hashes, SignedCheckpoint signed) {

    /** The largest request that is read, in bytes. */
    public static final int MAX_LENGTH = Note.MAX_LENGTH + (1 << 12);

    private static final String OLD = "old ";
    private static final int MAX_HASHES = 63;

    public AddCheckpoint {
        hashes = List.copyOf(hashes);
        if (old < 0 || hashes.size() > MAX_HASHES) {
            throw new IllegalArgumentException(
                    "no request has the old size " + old + " and " + hashes.size() + " hashes");
        }
    }

    /** The request to cosign a checkpoint of a log with these subtrees. */
    public static AddCheckpoint of(long old, SignedCheckpoint signed, Subtrees subtrees) {
        var size = signed.checkpoint().size();
        var hashes = old == 0
                ? List.<Hash>of()
                : ConsistencyProof.of(old, size, subtrees).hashes();
        return new AddCheckpoint(old, hashes, signed);
    }

    /** Reads a request; the inverse of {@link #toString}. */
    public static AddCheckpoint parse(byte[] utf8) {
        return parse(Utf8Text.parse(utf8, MAX_LENGTH, "a request"));
    }

    /** Reads a request; the inverse of {@link #toString}. */
    public static AddCheckpoint parse(String text) {
        var end = text.indexOf("\n\n");
        if (end < 0 || !text.startsWith(OLD)) {
            throw new IllegalArgumentException("a request is 'old SIZE', hashes, an empty line and a checkpoint");
        }
        var lines = Arrays.asList(text.substring(OLD.length(), end).split("\n", -1));
        var hashes = new ArrayList<Hash>();
        lines.subList(1, lines.size()).forEach(line -> hashes.add(Hash.parse(line)));
        return new AddCheckpoint(
                Decimal.parse(lines.getFirst()), hashes, SignedCheckpoint.parse(text.substring(end + 2)));
    }

    /** Whether the checkpoint has grown out of the tree of {@code old} leaves with this root hash. */
    public boolean growsFrom(Hash root) {
        var checkpoint = signed.checkpoint();
        if (old == 0) {
            return hashes.isEmpty()
                    && (checkpoint.size() > 0 || checkpoint.root().equals(Hash.OF_NOTHING));
        }
        return new ConsistencyProof(old, checkpoint.size(), hashes).proves(root, checkpoint.root());
    }

    @Override
    public String toString() {
        return OLD + old + "\n" + hashes.stream().map(hash -> hash + "\n").collect(Collectors.joining()) + "\n"
                + signed;
    }
}
