package dev.pinwheel.audit.bundle;

import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.InclusionProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TlogProof;
import java.io.IOException;
import java.util.List;

/** Writes the rotations of a ledger's key into a bundle, so that who trusts an old key can follow to the newest. */
record RotationsWriter(Entries entries, ZipMembers zip) {

    /** Writes all that the checkpoint of this size is behind. */
    void write(KeyChain chain, long size) throws IOException {
        var number = 0;
        for (var rotation : chain.rotations(size)) {
            number++;
            write(number, rotation, size);
        }
    }

    private void write(int number, KeyChain.Rotation rotation, long size) throws IOException {
        var then = rotation.index() + 1;
        var leaf = entries.entry(rotation.index())
                .orElseThrow(() -> new IOException("entry " + rotation.index() + " is missing"))
                .leaf();
        var hashes = InclusionProof.of(rotation.index(), then, entries).hashes();
        zip.add(Rotation.KEY.of(number), rotation.before() + "\n");
        try (var content = zip.next(Rotation.ENTRY.of(number))) {
            content.write(leaf.bytes());
        }
        zip.add(Rotation.PROOF.of(number), new TlogProof(rotation.index(), hashes, signed(rotation)).toString());
        zip.add(Rotation.GROWTH.of(number), GrowthText.print(ConsistencyProof.of(then, size, entries)));
    }

    /** The checkpoint with which the old key signed the new one in. */
    private SignedCheckpoint signed(KeyChain.Rotation rotation) throws IOException {
        return entries.checkpointsAfter(rotation.index(), 1).stream()
                .map(SignedCheckpoint::parse)
                .filter(signed -> signed.checkpoint().size() == rotation.index() + 1)
                .findFirst()
                .map(signed -> signed.of(List.of(rotation.before())))
                .orElseThrow(() -> new IOException("the checkpoint that signs in the key which entry "
                        + rotation.index() + " names is missing; 'pinwheel ledger verify' says more"));
    }
}
