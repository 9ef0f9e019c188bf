package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.ImageUse;
import dev.pinwheel.dockerfile.Images;
import dev.pinwheel.dockerfile.Text;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What a build takes that the Dockerfile as it stands does not ask for: its arguments take the place of
 * defaults, and its contexts that of images, which are dead for it.
 *
 * @param plain what the Dockerfile asks for where nobody sets an ARG
 */
record BuildDifference(DockerfilePlace place, Images plain, Build build) {

    void note(Images built) {
        var made = new HashMap<ImageUse.By, Set<String>>();
        built.uses().forEach(use -> made.put(use.by(), use.arguments()));
        var asPlain = new HashMap<ImageUse.By, String>();
        for (var use : plain.uses()) {
            asPlain.put(use.by(), use.reference().toString());
            insteadOf(use, made).forEach(value -> place.useDead(use, value));
            tellUnknown(use);
        }
        built.uses().stream()
                .filter(use -> isOther(use, asPlain) && build.standIn(use).isEmpty())
                .forEach(place::use);
    }

    /** What the build gives in the place of what the Dockerfile says. */
    private List<Text> insteadOf(ImageUse use, Map<ImageUse.By, Set<String>> made) {
        var arguments = new TreeSet<>(use.arguments());
        arguments.addAll(made.getOrDefault(use.by(), Set.of()));
        var given = build.arguments().given();
        return Stream.concat(
                        arguments.stream().flatMap(name -> Optional.ofNullable(given.get(name)).stream()),
                        build.standIn(use).stream())
                .toList();
    }

    private boolean isOther(ImageUse use, Map<ImageUse.By, String> asPlain) {
        return !use.reference().toString().equals(asPlain.get(use.by()))
                || !Collections.disjoint(
                        use.arguments(), build.arguments().given().keySet());
    }

    private void tellUnknown(ImageUse use) {
        var unknown = build.arguments().unknown();
        use.arguments().stream().sorted().filter(unknown::containsKey).forEach(name -> {
            var reason = "what %s:%d takes is not known: the build argument %s: %s"
                    .formatted(place.file(), place.line(use.by().line()), name, unknown.get(name));
            place.findings().problem(build.by().file(), build.by().line(), reason);
        });
    }
}
