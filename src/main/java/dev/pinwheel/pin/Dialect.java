package dev.pinwheel.pin;

import dev.pinwheel.image.Aliases;
import java.util.List;

/** How an organisation writes its pins beyond what every builder reads: its own patterns and names. */
public record Dialect(List<Matcher> matchers, Aliases aliases) {

    public static final Dialect STANDARD = new Dialect(List.of(), Aliases.NONE);

    public Dialect {
        matchers = List.copyOf(matchers);
    }
}
