package dev.pinwheel.audit;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.PackageChange;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * A change of a base, classed by rules: it is routine only if it is shown that the distribution's release is the same,
 * no package came or went, and no package's version began with another number. All else is adaptive, for people to
 * look at.
 *
 * @param name {@code routine}, {@code adaptive}, or {@code unknown} where nothing was compared
 * @param why what it was classed by
 */
record ChangeClass(String name, String why) {

    private static final int NAMED = 5;
    private static final Pattern MAJOR = Pattern.compile("((?:[0-9]+:)?[0-9]*).*", Pattern.DOTALL);

    static ChangeClass unknown(String why) {
        return new ChangeClass("unknown", why);
    }

    static ChangeClass of(Releases releases, Comparison comparison) {
        if (!comparison.compared()) {
            return unknown("the pinned base could not be pulled");
        }
        if (!releases.areKnown()) {
            return unknown("the scan does not say of which release the bases are");
        }
        var why = new ArrayList<String>();
        if (!releases.left().isEmpty()) {
            why.add("release " + String.join(", ", releases.left()) + " to " + releases.candidate());
        }
        add(why, "removed", comparison, change -> change.after().isEmpty());
        add(why, "added", comparison, change -> change.before().isEmpty());
        add(why, "at another major version", comparison, ChangeClass::isMajor);
        return why.isEmpty()
                ? new ChangeClass(
                        "routine",
                        releases.candidate() + ", " + comparison.packages().size() + " packages changed")
                : new ChangeClass("adaptive", String.join("; ", why));
    }

    private static void add(List<String> why, String what, Comparison comparison, Predicate<PackageChange> isOne) {
        var names = comparison.packages().stream()
                .filter(isOne)
                .map(PackageChange::name)
                .distinct()
                .toList();
        if (!names.isEmpty()) {
            var more = names.size() > NAMED ? " and " + (names.size() - NAMED) + " more" : "";
            why.add(what + ": " + String.join(", ", names.subList(0, Math.min(NAMED, names.size()))) + more);
        }
    }

    private static boolean isMajor(PackageChange change) {
        return change.before().isPresent()
                && change.after().isPresent()
                && !major(change.before().get()).equals(major(change.after().get()));
    }

    /** The epoch and the first number, as in {@code 1:3} of {@code 1:3.0.20-1}. */
    private static String major(String version) {
        var numbers = MAJOR.matcher(version);
        return numbers.matches() ? numbers.group(1) : version;
    }
}
