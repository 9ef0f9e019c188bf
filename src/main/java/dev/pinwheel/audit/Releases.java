package dev.pinwheel.audit;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Scan;
import dev.pinwheel.event.ScannedImage;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The releases of the distributions that a scan saw in the bases.
 *
 * @param pinned of the pinned bases, each once
 * @param candidate of the candidate base; empty where the scan does not say
 */
record Releases(List<String> pinned, String candidate) {

    private static final Set<String> BY_TWO_NUMBERS = Set.of("alpine", "ubuntu", "opensuse-leap");
    private static final Pattern SYSTEM = Pattern.compile("(\\S+) ([^. ]+)(\\.[^. ]+)?.*");

    Releases {
        pinned = List.copyOf(pinned);
    }

    static Releases of(Candidate candidate, Scan.Compared scan) {
        var bases = scan.images().stream()
                .filter(image -> image.dockerfile().isEmpty())
                .toList();
        var pinned = bases.stream()
                .filter(image -> !image.image().equals(candidate.digest()))
                .map(Releases::of)
                .distinct()
                .toList();
        var moved = bases.stream()
                .filter(image -> image.image().equals(candidate.digest()))
                .map(Releases::of)
                .findFirst();
        return new Releases(pinned, moved.orElse(""));
    }

    /** {@code debian 12} of {@code debian 12.15}, and {@code alpine 3.20} of {@code alpine 3.20.3}. */
    private static String of(ScannedImage image) {
        var system = SYSTEM.matcher(image.system());
        if (!system.matches()) {
            return image.system();
        }
        var minor = BY_TWO_NUMBERS.contains(system.group(1)) && system.group(3) != null ? system.group(3) : "";
        return system.group(1) + " " + system.group(2) + minor;
    }

    /** Whether the scan says of which release the bases are. */
    boolean areKnown() {
        return !pinned.isEmpty() && !candidate.isEmpty();
    }

    /** Those of the pinned bases that are not the candidate's. */
    List<String> left() {
        return pinned.stream().filter(release -> !release.equals(candidate)).toList();
    }
}
