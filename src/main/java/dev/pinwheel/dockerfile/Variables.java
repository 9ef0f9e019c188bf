package dev.pinwheel.dockerfile;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The global ARGs that are set so far, what was asked of them, and how much they may still grow. */
final class Variables {

    private static final int LONGEST_VALUE = 65_536;
    private static final int LARGEST_SUM = 4 * 1024 * 1024;

    private final Map<String, Text> values = new HashMap<>();
    private final Map<String, Set<String>> madeOf = new HashMap<>();
    private final Set<String> broken = new HashSet<>();
    private final Set<String> ofPlatforms = new HashSet<>();
    private final Set<Fallback> unusedFallbacks = new LinkedHashSet<>();
    private Set<String> asked = new LinkedHashSet<>();
    private int sum;

    void set(String name, Text value) {
        values.put(name, value);
        madeOf.put(name, takeAsked());
        broken.remove(name);
        ofPlatforms.remove(name);
    }

    /** Sets what another platform has another value for. */
    void setOfPlatform(String name, String value) {
        set(name, Text.unwritten(value));
        ofPlatforms.add(name);
    }

    boolean isOfPlatform(String name) {
        return ofPlatforms.contains(name);
    }

    /** Marks a variable whose value a builder would fail to make. */
    void setBroken(String name) {
        broken.add(name);
        takeAsked();
    }

    Optional<Text> find(String name) throws RejectedException {
        if (broken.contains(name)) {
            throw new RejectedException("ARG " + name + " above has no value, it was rejected");
        }
        var value = Optional.ofNullable(values.get(name));
        value.ifPresent(found -> asked.add(name));
        return value;
    }

    /** The names found since this was last called, and those that their values were made of. */
    Set<String> takeAsked() {
        var all = new LinkedHashSet<String>();
        for (var name : asked) {
            all.add(name);
            all.addAll(madeOf.getOrDefault(name, Set.of()));
        }
        asked = new LinkedHashSet<>();
        return all;
    }

    /** Notes that a variable has a value, so that what stands ready for it is left. */
    void leave(Fallback fallback) {
        unusedFallbacks.add(fallback);
    }

    Set<Fallback> unusedFallbacks() {
        return unusedFallbacks;
    }

    /** Accounts for a piece of expanded text, so that a few lines cannot fill the memory. */
    void grow(int length, int by) throws RejectedException {
        sum += by;
        if (length > LONGEST_VALUE || sum > LARGEST_SUM) {
            throw new RejectedException("expands to more text than Pinwheel accepts (" + LONGEST_VALUE
                    + " bytes a value, " + LARGEST_SUM + " a file)");
        }
    }
}
