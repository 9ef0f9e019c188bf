package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * All that is needed to verify one entry offline: its index, the inclusion proof and the checkpoint.
 *
 * @param extra what somebody added in base64; nobody signed it
 * @see <a href="https://c2sp.org/tlog-proof">C2SP tlog-proof</a>
 */
public record TlogProof(Optional<String> extra, long index, List<Hash> hashes, SignedCheckpoint signed) {

    private static final String HEADER = "c2sp.org/tlog-proof@v1";
    private static final String EXTRA = "extra ";
    private static final String INDEX = "index ";
    private static final int MAX_HASHES = 63;

    public TlogProof {
        hashes = List.copyOf(hashes);
        if (extra.filter(text -> Base64Text.parse(text).length == 0).isPresent()) {
            throw new IllegalArgumentException("a proof without extra data has no line for it");
        }
        if (index < 0 || hashes.size() > MAX_HASHES) {
            throw new IllegalArgumentException("no proof has index " + index + " and " + hashes.size() + " hashes");
        }
    }

    /** A proof without extra data. */
    public TlogProof(long index, List<Hash> hashes, SignedCheckpoint signed) {
        this(Optional.empty(), index, hashes, signed);
    }

    /** Reads a proof; the inverse of {@link #toString}. */
    public static TlogProof parse(String text) {
        var end = text.indexOf("\n\n");
        if (end < 0) {
            throw new IllegalArgumentException("a proof is lines, an empty line and a checkpoint");
        }
        var lines = new ArrayList<>(Arrays.asList(text.substring(0, end).split("\n", -1)));
        var hasExtra = lines.size() > 1 && lines.get(1).startsWith(EXTRA);
        Optional<String> extra = hasExtra ? Optional.of(lines.remove(1).substring(EXTRA.length())) : Optional.empty();
        if (lines.size() < 2
                || !lines.getFirst().equals(HEADER)
                || !lines.get(1).startsWith(INDEX)) {
            throw new IllegalArgumentException("a proof begins with '" + HEADER + "' and '" + INDEX + "N'");
        }
        var hashes = lines.stream().skip(2).map(Hash::parse).toList();
        return new TlogProof(
                extra,
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
        var added = extra.map(text -> EXTRA + text + "\n").orElse("");
        return HEADER + "\n" + added + INDEX + index + "\n" + lines + "\n" + signed;
    }
}
