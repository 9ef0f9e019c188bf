package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * All that is needed to verify one entry offline: its index, the inclusion proof and the checkpoint.
 *
 * @see <a href="https://c2sp.org/tlog-proof">C2SP tlog-proof</a>
 */
public record TlogProof(long index, List<Hash> hashes, SignedCheckpoint signed) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String INDEX = "index ";
    private static final int MAX_HASHES = 63;

    public TlogProof {
        hashes = List.copyOf(hashes);
        if (index < 0 || hashes.size() > MAX_HASHES) {
            throw new IllegalArgumentException("no proof has index " + index + " and " + hashes.size() + " hashes");
        }
    }

    /** Reads a proof without an {@code extra} line; the inverse of {@link #toString}. */
    public static TlogProof parse(String text) {
        var end = text.indexOf("\n\n");
        if (end < 0) {
            throw new IllegalArgumentException("a proof is lines, an empty line and a checkpoint");
        }
        var lines = Arrays.asList(text.substring(0, end).split("\n", -1));
        if (lines.size() < 2
                || !lines.getFirst().equals(HEADER)
                || !lines.get(1).startsWith(INDEX)) {
            throw new IllegalArgumentException("a proof begins with '" + HEADER + "' and '" + INDEX + "N'");
        }
        var hashes = new ArrayList<Hash>();
        lines.subList(2, lines.size()).forEach(line -> hashes.add(Hash.parse(line)));
        return new TlogProof(
                Decimal.parse(lines.get(1).substring(INDEX.length())),
                hashes,
                SignedCheckpoint.parse(text.substring(end + 2)));
    }

    /** Whether this shows that the log which this key stands for holds the leaf. */
    public boolean proves(Leaf leaf, VerifierKey key) {
        var checkpoint = signed.checkpoint();
        return signed.check(key) == Note.Standing.VERIFIED
                && new InclusionProof(index, checkpoint.size(), hashes).proves(leaf.hash(), checkpoint.root());
    }

    @Override
    public String toString() {
        var lines = hashes.stream().map(hash -> hash + "\n").collect(Collectors.joining());
        return HEADER + "\n" + INDEX + index + "\n" + lines + "\n" + signed;
    }
}
