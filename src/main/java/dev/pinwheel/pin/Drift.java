package dev.pinwheel.pin;

import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Which pins of one tag and platform are at different digests: the same image, drifted apart. */
public final class Drift {

    private record Group(Watch watch, Optional<String> platform) {}

    private final Map<Group, List<FoundPin>> groups;

    private Drift(Map<Group, List<FoundPin>> groups) {
        this.groups = groups;
    }

    public static Drift in(PinReport report) {
        return new Drift(report.pins().stream()
                .filter(found -> found.pin().isPresent())
                .collect(Collectors.groupingBy(Drift::group)));
    }

    private static Group group(FoundPin found) {
        return new Group(found.watch().orElseThrow(), found.platform());
    }

    /** Whether there is any. */
    public boolean isAny() {
        return groups.values().stream()
                .anyMatch(
                        group -> group.stream().map(FoundPin::digest).distinct().count() > 1);
    }

    /** The pins that are at another digest than this one. */
    public List<FoundPin> from(FoundPin found) {
        if (found.pin().isEmpty()) {
            return List.of();
        }
        return groups.getOrDefault(group(found), List.of()).stream()
                .filter(other -> !other.digest().equals(found.digest()))
                .toList();
    }
}
