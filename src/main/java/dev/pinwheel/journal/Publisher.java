package dev.pinwheel.journal;

import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import java.io.IOException;

/** Signs heads that are stored, and nothing else, and puts them where others can see them. */
final class Publisher {

    private final Store store;
    private final SigningKey key;
    private final LogDirectory log;

    Publisher(Store store, SigningKey key, LogDirectory log) {
        this.store = store;
        this.key = key;
        this.log = log;
    }

    /** Signs, keeps and publishes the head that the store holds now. */
    SignedCheckpoint publish() {
        var head = store.entries().head();
        var checkpoint = new Checkpoint(key.verifier().name(), head.size(), head.root());
        var signed = SignedCheckpoint.sign(checkpoint, key);
        store.keep(signed);
        try {
            log.publish(signed, store.entries());
        } catch (IOException e) {
            throw new JournalException("tried to publish the ledger in " + log.path(), e);
        }
        return signed;
    }
}
