package dev.pinwheel.audit;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Values as they stand in an answer's cells. */
final class Words {

    private Words() {}

    static String of(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    static String of(List<?> values) {
        return values.stream().map(Object::toString).collect(Collectors.joining(" "));
    }
}
