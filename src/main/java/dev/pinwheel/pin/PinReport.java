package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The images that the files of a tree ask for, pinned or not, and what could not be read.
 *
 * @param pins in the order of the first place that uses each
 * @param problems in the order of files and lines
 * @param dockerfiles every Dockerfile that was read, by its name or because something builds it
 */
public record PinReport(List<FoundPin> pins, List<Problem> problems, Set<String> dockerfiles) {

    public PinReport {
        pins = List.copyOf(pins);
        problems = List.copyOf(problems);
        dockerfiles = Set.copyOf(dockerfiles);
    }

    /** The digests that each tag is pinned to, each once, in the order of their text. */
    public Map<Watch, List<Digest>> pinned() {
        return pinned(pins.stream().flatMap(found -> found.pin().stream()));
    }

    static Map<Watch, List<Digest>> pinned(Stream<Pin> pins) {
        var pinned = new LinkedHashMap<Watch, List<Digest>>();
        pins.forEach(pin ->
                pinned.computeIfAbsent(pin.watch(), watch -> new ArrayList<>()).add(pin.digest()));
        pinned.replaceAll((watch, digests) -> digests.stream()
                .distinct()
                .sorted(Comparator.comparing(Digest::toString))
                .toList());
        return pinned;
    }

    /** The registries of all images that a file asks for, pinned or not. */
    public Set<RegistryHost> registriesOf(String file) {
        return pins.stream()
                .filter(found ->
                        found.usedBy().stream().anyMatch(use -> use.file().equals(file)))
                .map(found -> found.reference().repository().host())
                .collect(Collectors.toSet());
    }

    /** The Dockerfiles that ask for a tag's image, pinned, in the order of the report. */
    public List<String> dockerfilesUsing(Watch watch) {
        return pinnedTo(watch)
                .flatMap(found -> found.usedBy().stream())
                .map(UsedBy::file)
                .filter(dockerfiles::contains)
                .distinct()
                .toList();
    }

    /** What asks for a tag's image, pinned, in Dockerfiles that are written within other files, such as Compose's. */
    public List<UsedBy> inlineUsing(Watch watch) {
        return pinnedTo(watch)
                .filter(found -> found.overriddenBy().isEmpty())
                .flatMap(found -> found.usedBy().stream())
                .filter(use -> use.isInDockerfile() && !dockerfiles.contains(use.file()))
                .distinct()
                .toList();
    }

    private Stream<FoundPin> pinnedTo(Watch watch) {
        return pins.stream().filter(found -> found.pin().map(Pin::watch).equals(Optional.of(watch)));
    }
}
