package dev.pinwheel.audit;

import java.util.List;

/** One of the questions that auditors ask; its number is the one of the catalogue. */
public sealed interface Question {

    int number();

    /** What it is called on the command line and in addresses. */
    String name();

    /** The question in words. */
    String asks();

    /**
     * A question that the recorded facts answer.
     *
     * @param columns the names of an answer's cells
     * @param without what the answer cannot say yet, and the fact it waits for; empty where it is whole
     */
    record Answered(int number, String name, String asks, List<String> columns, String without, Start start)
            implements Question {

        public Answered {
            columns = List.copyOf(columns);
        }
    }

    /**
     * A question that another command answers.
     *
     * @param path where it is answered over HTTP
     */
    record Elsewhere(int number, String name, String asks, String command, String path) implements Question {}

    /** A question that no recorded fact answers yet, and the fact it waits for. */
    record Open(int number, String name, String asks, String waitsFor) implements Question {}

    /** Begins an inquiry. */
    @FunctionalInterface
    interface Start {
        Inquiry begin(Asked asked, Reports reports, Answer answer);
    }
}
