package dev.pinwheel.config;

import java.util.List;

/** A configuration that cannot be used, with every problem in it. */
public final class InvalidConfigurationException extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient List<String> problems;

    public InvalidConfigurationException(String file, List<String> problems) {
        super(file + " cannot be used:\n  " + String.join("\n  ", problems));
        this.problems = List.copyOf(problems);
    }

    public List<String> problems() {
        return problems;
    }
}
