package dev.pinwheel.candidate.process;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Texts that must not stand in any output. */
public final class Secrets {

    public static final Secrets NONE = new Secrets(List.of());

    private static final int SHORTEST = 4;

    private final List<String> values;

    /** These values, each line of them by itself; what is shorter than four characters is not a secret. */
    public Secrets(Collection<String> values) {
        this.values = values.stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(value -> value.length() >= SHORTEST)
                .distinct()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
    }

    /** These secrets and those. */
    public Secrets and(Secrets others) {
        return new Secrets(
                Stream.concat(values.stream(), others.values.stream()).toList());
    }

    /** The text with every secret replaced. */
    public String redact(String text) {
        var redacted = text;
        for (var value : values) {
            redacted = redacted.replace(value, "[secret]");
        }
        return redacted;
    }

    @Override
    public String toString() {
        return values.size() + " secrets";
    }
}
