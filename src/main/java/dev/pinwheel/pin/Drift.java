package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Which pins of one tag are at different digests: the same image, drifted apart.
 *
 * <p>Two that ask for different platforms may be at the digests of these; one that asks for none is
 * compared with all.
 */
public final class Drift {

    /** More of them help nobody, and a hostile file could name very many. */
    private static final int MOST = 20;

    private record Place(Digest digest, Optional<String> platform) {

        boolean driftsFrom(Place other) {
            return !digest.equals(other.digest)
                    && (platform.isEmpty() || other.platform.isEmpty() || platform.equals(other.platform));
        }
    }

    private final Map<Watch, Map<Place, List<FoundPin>>> groups;

    private Drift(Map<Watch, Map<Place, List<FoundPin>>> groups) {
        this.groups = groups;
    }

    public static Drift in(PinReport report) {
        return new Drift(report.pins().stream()
                .filter(found -> found.pin().isPresent())
                .collect(Collectors.groupingBy(
                        found -> found.watch().orElseThrow(),
                        Collectors.groupingBy(Drift::place, LinkedHashMap::new, Collectors.toList()))));
    }

    private static Place place(FoundPin found) {
        return new Place(found.digest().orElseThrow(), found.platform());
    }

    /** Whether there is any. */
    public boolean isAny() {
        return groups.values().stream().anyMatch(group -> group.keySet().stream()
                .anyMatch(place -> group.keySet().stream().anyMatch(place::driftsFrom)));
    }

    /** The pins that are at another digest than this one, twenty at the most. */
    public List<FoundPin> from(FoundPin found) {
        return found.pin().isEmpty()
                ? List.of()
                : others(place(found), groups.getOrDefault(found.watch().orElseThrow(), Map.of()))
                        .limit(MOST)
                        .toList();
    }

    private static Stream<FoundPin> others(Place place, Map<Place, List<FoundPin>> group) {
        return group.entrySet().stream()
                .filter(other -> place.driftsFrom(other.getKey()))
                .flatMap(other -> other.getValue().stream());
    }
}
