package dev.pinwheel.policy;

import java.util.Arrays;
import java.util.stream.Collectors;

/** How much a policy demands; each stage demands what the one before it does, and more. */
public enum Stage {
    /** New findings are told, not held against the candidate. */
    MONITOR("monitor"),
    /** New findings at or above the policy's severity block the candidate. */
    BLOCK_NEW("block-new");

    private final String text;

    Stage(String text) {
        this.text = text;
    }

    /** Reads a stage's name; the inverse of {@link #toString}. */
    public static Stage parse(String text) {
        return Arrays.stream(values())
                .filter(stage -> stage.text.equals(text))
                .findFirst()
                .orElseThrow(
                        () -> new IllegalArgumentException("not a policy stage: '" + text + "'; there are " + names()));
    }

    private static String names() {
        return Arrays.stream(values()).map(Stage::toString).collect(Collectors.joining(", "));
    }

    @Override
    public String toString() {
        return text;
    }
}
