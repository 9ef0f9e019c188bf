package dev.pinwheel.audit;

import java.util.Arrays;
import java.util.List;

/** Takes the rows of an answer, one after the other; nothing is kept of them here. */
@FunctionalInterface
public interface Answer {

    /** One row; it has a cell for each column of the question, an empty one where nothing is known. */
    void row(List<String> cells);

    /** One row of values as they print. */
    default void row(Object... cells) {
        row(Arrays.stream(cells).map(String::valueOf).toList());
    }
}
