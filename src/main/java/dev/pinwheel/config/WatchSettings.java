package dev.pinwheel.config;

import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.RegistryHost;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How tags are watched.
 *
 * @param least the shortest time between two looks at a tag
 * @param most the longest time between two looks at a tag
 * @param gap after which time without a look at a registry a gap is declared
 * @param liveness within which time every pinned digest is checked for whether it can still be pulled
 * @param damping how long a tag must stay at a digest that it has gone back to
 * @param platforms which of the pinned platforms a digest must have; all of them where this is empty
 * @param sameContentMoves whether pins move to a digest with the same root filesystems and configs, too
 * @param mirrors where else a tag is looked at: what is watched below a key is also there below its value
 */
public record WatchSettings(
        Duration least,
        Duration most,
        Duration gap,
        Duration liveness,
        Duration damping,
        Set<Platform> platforms,
        boolean sameContentMoves,
        Map<String, String> mirrors) {

    public WatchSettings {
        platforms = Set.copyOf(platforms);
        mirrors = Map.copyOf(mirrors);
    }

    static WatchSettings read(Section section) {
        var settings = new WatchSettings(
                section.duration("least", Duration.ofMinutes(15)),
                section.duration("most", Duration.ofHours(6)),
                section.duration("gap", Duration.ofHours(1)),
                section.duration("liveness", Duration.ofDays(1)),
                section.duration("damping", Duration.ofDays(1)),
                platforms(section),
                section.flag("sameContentMoves", false),
                section.textsByName("mirrors"));
        settings.check(section);
        section.end();
        return settings;
    }

    private static Set<Platform> platforms(Section section) {
        var platforms = new LinkedHashSet<Platform>();
        for (var text : section.texts("platforms")) {
            try {
                platforms.add(Platform.parse(text));
            } catch (IllegalArgumentException e) {
                section.problem("platforms", String.valueOf(e.getMessage()));
            }
        }
        return platforms;
    }

    private void check(Section section) {
        if (least.toMillis() < 1) {
            section.problem("least", "must be longer than nothing");
        }
        if (most.compareTo(least) < 0) {
            section.problem("most", "must not be shorter than least, " + least);
        }
        if (liveness.toMillis() < 1) {
            section.problem("liveness", "must be longer than nothing");
        }
    }

    /** Names every mirror that nobody would call, or of which nothing could be watched. */
    void checkMirrors(Section section, List<RegistrySettings> registries) {
        mirrors.forEach((from, to) -> {
            var hosts =
                    Stream.of(from, to).flatMap(place -> host(place).stream()).toList();
            if (hosts.size() < 2) {
                section.problem("mirrors." + from, "must be a registry, or a part of one, on both sides");
                return;
            }
            hosts.stream()
                    .filter(host ->
                            registries.stream().noneMatch(named -> named.host().equals(host)))
                    .forEach(host -> section.problem(
                            "mirrors." + from,
                            "is of " + host
                                    + ", which registries does not name; a host that is not named is not called"));
        });
    }

    /** The registry of what is below this, if a tag could be watched there. */
    private static Optional<RegistryHost> host(String place) {
        try {
            var reference = Reference.parse(place + "/image:tag");
            return reference
                    .watch()
                    .filter(watch -> !place.isEmpty() && reference.toString().endsWith("/image:tag"))
                    .map(watch -> watch.repository().host());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
