package dev.pinwheel.audit.bundle;

import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The checkpoint of a bundle's ledger that witnesses cosigned: its own, or an older one that it grew out of. What a line
 * is worth is for a policy to say; without one they are not read.
 */
final class Cosigned {

    private Cosigned() {}

    /** Writes the newest that has the quorum of the ledger's policy, else the published one with the lines it has. */
    static void write(LogDirectory log, Entries entries, KeyChain chain, Checkpoint newest, ZipMembers zip)
            throws IOException {
        var cosigned = Stream.concat(log.cosigned().stream(), log.checkpoint().stream())
                .filter(signed -> isOf(signed, newest, chain)
                        && entries.root(0, signed.checkpoint().size())
                                .equals(signed.checkpoint().root()))
                .findFirst();
        if (cosigned.isPresent()) {
            var size = cosigned.get().checkpoint().size();
            zip.add(Layout.COSIGNED, cosigned.get().toString());
            zip.add(Layout.COSIGNED_GROWTH, GrowthText.print(ConsistencyProof.of(size, newest.size(), entries)));
        }
    }

    /** Whether it is a checkpoint of this ledger under which there are more lines than that of its key. */
    private static boolean isOf(SignedCheckpoint signed, Checkpoint newest, KeyChain chain) {
        var size = signed.checkpoint().size();
        return size > 0
                && size <= newest.size()
                && signed.note().signatures().size() > 1
                && signed.check(chain.at(size)) == Note.Standing.VERIFIED;
    }

    /**
     * Reads it, if the bundle has it.
     *
     * @throws Failed if the bundle's ledger did not grow out of it
     */
    static Optional<SignedCheckpoint> read(BundleFile bundle, KeyChain chain, Checkpoint newest) throws IOException {
        if (!bundle.has(Layout.COSIGNED) && !bundle.has(Layout.COSIGNED_GROWTH)) {
            return Optional.empty();
        }
        try {
            var signed = SignedCheckpoint.parse(bundle.bytes(Layout.COSIGNED));
            var hashes = GrowthText.parse(Layout.COSIGNED_GROWTH, bundle.text(Layout.COSIGNED_GROWTH));
            var then = signed.checkpoint();
            if (!isOf(signed, newest, chain)
                    || !new ConsistencyProof(then.size(), newest.size(), hashes).proves(then.root(), newest.root())) {
                throw Failed.tampered("the checkpoint that witnesses cosigned is not one of this ledger");
            }
            return Optional.of(signed);
        } catch (IllegalArgumentException e) {
            throw Failed.tampered("the checkpoint that witnesses cosigned cannot be read: " + e.getMessage());
        }
    }
}
