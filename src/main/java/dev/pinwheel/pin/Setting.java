package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.List;
import java.util.Map;

/** A value in a file of settings, in HCL or in JSON. */
sealed interface Setting {

    /** A string, its variables not filled in. */
    record Literal(Text text) implements Setting {}

    record Sequence(List<Setting> items) implements Setting {}

    record Mapping(Map<String, Setting> members) implements Setting {}

    /** What is neither of these, such as a number, a variable's name or a function's call, as it is written. */
    record Written(Text expression) implements Setting {}
}
