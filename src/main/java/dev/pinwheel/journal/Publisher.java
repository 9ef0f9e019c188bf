package dev.pinwheel.journal;

import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import java.io.IOException;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Signs heads that are stored, and nothing else, and puts them where others can see them. */
final class Publisher {

    private final Store store;
    private final SigningKey key;
    private final LogDirectory log;
    private volatile Consumer<SignedCheckpoint> listener = signed -> {};
    private volatile UnaryOperator<SignedCheckpoint> second = signed -> signed;

    Publisher(Store store, SigningKey key, LogDirectory log) {
        this.store = store;
        this.key = key;
        this.log = log;
    }

    /** Whom to tell of each checkpoint after it is published; it must not keep the caller waiting. */
    void tell(Consumer<SignedCheckpoint> newListener) {
        listener = newListener;
    }

    /** Has each checkpoint signed a second time before it is published. */
    void signAlso(UnaryOperator<SignedCheckpoint> signer) {
        second = signer;
    }

    private SignedCheckpoint sign(Checkpoint checkpoint) {
        var signed = SignedCheckpoint.sign(checkpoint, key);
        store.keep(signed);
        return signed;
    }

    /** Signs, keeps and publishes the head that the store holds now. */
    SignedCheckpoint publish() {
        var head = store.entries().head();
        var checkpoint = new Checkpoint(key.verifier().name(), head.size(), head.root());
        var signed = second.apply(store.entries()
                .checkpoint()
                .filter(kept -> kept.checkpoint().equals(checkpoint))
                .orElseGet(() -> sign(checkpoint)));
        try {
            log.publish(signed, store.entries());
        } catch (IOException e) {
            throw new JournalException("tried to publish the ledger in " + log.path(), e);
        }
        listener.accept(signed);
        return signed;
    }
}
