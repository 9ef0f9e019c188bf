package dev.pinwheel.audit;

/** Where inquiries keep their notes; it may be larger than memory, and is gone when it is closed. */
public interface Notebook extends AutoCloseable {

    /** Empty notes, apart from all others. */
    Notes notes();

    @Override
    void close();
}
