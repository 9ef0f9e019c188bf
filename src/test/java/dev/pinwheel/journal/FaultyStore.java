package dev.pinwheel.journal;

import dev.pinwheel.event.History;
import dev.pinwheel.image.Digest;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.util.Optional;

/** A store whose disk fails at one step, once that is armed. */
final class FaultyStore implements Store {

    /** Where it fails; after a step means that the step was done and the answer lost. */
    enum Fault {
        BEFORE_FIND,
        BEFORE_APPEND,
        AFTER_APPEND,
        BEFORE_KEEP,
        AFTER_KEEP
    }

    private final Store store;
    private final Fault fault;
    private volatile boolean armed;

    FaultyStore(Store store, Fault fault) {
        this.store = store;
        this.fault = fault;
    }

    void arm() {
        armed = true;
    }

    private void pass(Fault step) {
        if (armed && step == fault) {
            throw new JournalException("the disk failed " + step);
        }
    }

    @Override
    public Entries entries() {
        return store.entries();
    }

    @Override
    public History history() {
        return store.history();
    }

    @Override
    public Optional<Entry> find(Digest id) {
        pass(Fault.BEFORE_FIND);
        return store.find(id);
    }

    @Override
    public void append(Growth growth) {
        pass(Fault.BEFORE_APPEND);
        store.append(growth);
        pass(Fault.AFTER_APPEND);
    }

    @Override
    public void keep(SignedCheckpoint signed) {
        pass(Fault.BEFORE_KEEP);
        store.keep(signed);
        pass(Fault.AFTER_KEEP);
    }

    @Override
    public void confirm() {
        store.confirm();
    }

    @Override
    public void together(Runnable work) {
        store.together(work);
    }

    @Override
    public void rebuild() {
        store.rebuild();
    }

    @Override
    public void close() {
        store.close();
    }
}
