package dev.pinwheel.proposal;

import java.util.List;
import java.util.stream.Collectors;

/** How anybody verifies that the judgement is in the ledger, with or without Pinwheel. */
final class Verification {

    private static final int LONGEST_PROOF = 12_000;
    private static final int MOST_NAMED = 10;

    private Verification() {}

    static String of(LedgerProof proof) {
        var text = "The judgement is ledger entry **" + proof.index() + "**; `pinwheel ledger show " + proof.index()
                + "` prints it. The proof below shows that it is in the tree whose checkpoint is signed under this key:\n\n"
                + Markdown.block(Markdown.plain(proof.vkey())) + "\n" + block(proof)
                + "\nThe hash of the entry, taken up the tree with the proof's hashes, is the checkpoint's root hash."
                + " It is in the form of c2sp.org/tlog-proof, which other people's tools verify.\n"
                + witnesses(proof.witnesses());
        return Details.collapsed("How to verify this in the ledger", text);
    }

    private static String witnesses(List<String> names) {
        if (names.isEmpty()) {
            return "";
        }
        var shown = names.stream().limit(MOST_NAMED).map(Markdown::code).collect(Collectors.joining(", "));
        var left = names.size() - MOST_NAMED;
        return "\nThe checkpoint is cosigned by " + shown + (left > 0 ? " and " + left + " more" : "") + ".\n";
    }

    private static String block(LedgerProof proof) {
        return proof.proofText().length() <= LONGEST_PROOF
                ? Markdown.block(proof.proofText())
                : "_The proof is too long to be shown here; `pinwheel ledger show " + proof.index()
                        + " --proof` prints it._\n";
    }
}
