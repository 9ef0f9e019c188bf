package dev.pinwheel.dockerfile;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A {@code --mount} of a RUN, as far as it can name an image. */
record Mount(Optional<Text> from) {

    static List<Mount> allOf(Instruction run) throws RejectedException {
        var mounts = new ArrayList<Mount>();
        for (var value : Flags.of(run).all("mount")) {
            mounts.add(parse(value));
        }
        return mounts;
    }

    private static Mount parse(Text value) throws RejectedException {
        var from = Optional.<Text>empty();
        var isSecret = false;
        for (var field : fields(value)) {
            var equals = field.chars().indexOf('=');
            var key = field.part(0, Math.max(equals, 0)).chars().toLowerCase(Locale.ROOT);
            var argument = field.from(equals + 1);
            if (key.equals("from")) {
                from = Optional.of(argument).filter(text -> !text.isEmpty());
            } else if (key.equals("type")) {
                isSecret = argument.chars().equalsIgnoreCase("secret");
            }
        }
        if (from.isPresent()) {
            checkFrom(from.get(), isSecret);
        }
        return new Mount(from);
    }

    private static void checkFrom(Text from, boolean isSecret) throws RejectedException {
        var dollar = from.chars().indexOf('$');
        if (dollar >= 0 && dollar + 1 < from.length()) {
            throw new RejectedException("'from' of --mount doesn't support variable expansion, "
                    + "define a stage with FROM " + from + " and name that instead");
        }
        if (isSecret) {
            throw new RejectedException("a secret mount should not have a 'from'");
        }
    }

    /** The fields of a line of comma-separated values, which may be quoted. */
    private static List<Text> fields(Text value) throws RejectedException {
        if (value.isEmpty()) {
            throw new RejectedException("--mount is empty");
        }
        var fields = new ArrayList<Text>();
        var at = 0;
        do {
            var field = new Text.Builder();
            at = field(value, at, field);
            fields.add(field.text());
        } while (at++ < value.length());
        return fields;
    }

    /** Reads one field and returns where it ends: at a comma, or at the end. */
    private static int field(Text value, int start, Text.Builder field) throws RejectedException {
        if (start == value.length() || value.at(start) != '"') {
            var comma = value.chars().indexOf(',', start);
            var end = comma < 0 ? value.length() : comma;
            field.add(value, start, end);
            if (value.part(start, end).chars().indexOf('"') >= 0) {
                throw new RejectedException("a quote in the middle of a field of --mount");
            }
            return end;
        }
        for (var at = start + 1; at < value.length(); at++) {
            if (value.at(at) != '"') {
                field.add(value, at, at + 1);
            } else if (at + 1 == value.length() || value.at(at + 1) == ',') {
                return at + 1;
            } else if (value.at(at + 1) == '"') {
                field.add(value, at, ++at);
            } else {
                break;
            }
        }
        throw new RejectedException("a quoted field of --mount does not end");
    }
}
