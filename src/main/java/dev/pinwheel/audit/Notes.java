package dev.pinwheel.audit;

import java.util.List;
import java.util.Optional;

/** Rows of text under keys of text, which an inquiry keeps between facts; a key keeps the place where it first came. */
public interface Notes {

    /** The row under this key. */
    Optional<List<String>> find(List<String> key);

    /** Puts a row under this key, instead of the one that is there. */
    void put(List<String> key, List<String> row);

    /** Takes the row under this key away, if there is one. */
    void remove(List<String> key);

    /** Reads the rows whose keys begin so, in the order in which the keys came; what the reader changes is not seen. */
    void each(List<String> prefix, Reader reader);

    /** Reads the rows whose keys begin so, in the order of the keys' UTF-8. */
    void sorted(List<String> prefix, Reader reader);

    /** Reads one row. */
    @FunctionalInterface
    interface Reader {
        void read(List<String> key, List<String> row);
    }

    /** All keys begin so. */
    List<String> ALL = List.of();
}
