package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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

    /** Pins by the digests that they are at. */
    private record ByDigest(Map<Digest, List<FoundPin>> pins) {

        ByDigest() {
            this(new LinkedHashMap<>());
        }

        void add(FoundPin found) {
            pins.computeIfAbsent(found.digest().orElseThrow(), first -> new ArrayList<>())
                    .add(found);
        }

        Stream<FoundPin> notAt(Digest digest) {
            return pins.entrySet().stream()
                    .filter(entry -> !entry.getKey().equals(digest))
                    .flatMap(entry -> entry.getValue().stream());
        }
    }

    /** The pins of one tag, and the same by the platform that they ask for. */
    private record Group(ByDigest all, Map<Optional<String>, ByDigest> byPlatform) {

        Group() {
            this(new ByDigest(), new LinkedHashMap<>());
        }

        void add(FoundPin found) {
            all.add(found);
            byPlatform
                    .computeIfAbsent(found.platform(), first -> new ByDigest())
                    .add(found);
        }

        Stream<FoundPin> driftedFrom(FoundPin found) {
            var digest = found.digest().orElseThrow();
            return found.platform().isEmpty()
                    ? all.notAt(digest)
                    : Stream.of(found.platform(), Optional.<String>empty())
                            .flatMap(platform -> Optional.ofNullable(byPlatform.get(platform)).stream())
                            .flatMap(pins -> pins.notAt(digest));
        }
    }

    private final Map<Watch, Group> groups = new LinkedHashMap<>();

    private Drift() {}

    public static Drift in(PinReport report) {
        var drift = new Drift();
        for (var found : report.pins()) {
            if (found.pin().isPresent()) {
                drift.groups
                        .computeIfAbsent(found.watch().orElseThrow(), first -> new Group())
                        .add(found);
            }
        }
        return drift;
    }

    /** Whether there is any. */
    public boolean isAny() {
        return groups.values().stream().anyMatch(group -> group.all().pins().values().stream()
                .flatMap(List::stream)
                .anyMatch(found -> group.driftedFrom(found).findAny().isPresent()));
    }

    /** The pins that are at another digest than this one, twenty at the most. */
    public List<FoundPin> from(FoundPin found) {
        return found.pin().isEmpty()
                ? List.of()
                : Optional.ofNullable(groups.get(found.watch().orElseThrow()))
                        .map(group -> group.driftedFrom(found).limit(MOST).toList())
                        .orElse(List.of());
    }
}
