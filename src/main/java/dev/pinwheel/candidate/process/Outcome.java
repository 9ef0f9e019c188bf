package dev.pinwheel.candidate.process;

import java.time.Duration;

/** What came of running a program. */
public sealed interface Outcome {

    /** Its output, secrets removed, bounded in size. */
    String log();

    /**
     * It ended by itself.
     *
     * @param answer its standard output alone
     */
    record Exited(int code, String answer, String log) implements Outcome {}

    /** It took longer than it may; it and all that it started were ended. */
    record TimedOut(Duration limit, String log) implements Outcome {}

    /** Nobody waits for it any more; it and all that it started were ended. */
    record Cancelled(String log) implements Outcome {}

    /** It could not be started. */
    record NotStarted(String reason) implements Outcome {

        @Override
        public String log() {
            return "";
        }
    }

    default boolean succeeded() {
        return this instanceof Exited exited && exited.code() == 0;
    }

    /** How it ended, and the last thing that it said: half a sentence for people. */
    default String ending() {
        var ending =
                switch (this) {
                    case Exited exited -> "exited with code " + exited.code();
                    case TimedOut late ->
                        "was ended after its time limit of " + late.limit().toSeconds() + " s";
                    case Cancelled cancelled -> "was cancelled";
                    case NotStarted missing -> "could not be started: " + missing.reason();
                };
        var said = lastLine();
        return said.isEmpty() ? ending : ending + ": " + said;
    }

    private String lastLine() {
        var lines = log().stripTrailing().lines().toList();
        return lines.isEmpty() ? "" : Transcript.shortened(lines.getLast().strip(), 500);
    }
}
