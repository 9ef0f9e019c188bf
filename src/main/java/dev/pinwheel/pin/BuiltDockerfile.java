package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.BuildRequest;
import dev.pinwheel.dockerfile.Dockerfile;
import dev.pinwheel.dockerfile.Fallback;
import dev.pinwheel.dockerfile.Fault;
import dev.pinwheel.dockerfile.ImageUse;
import dev.pinwheel.dockerfile.Images;
import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Platform;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A Dockerfile as it stands, and what its builds make of it. */
final class BuiltDockerfile {

    private final Findings findings;
    private final DockerfilePlace place;
    private final Dockerfile dockerfile;
    private final Images plain;

    BuiltDockerfile(DockerfilePlace place) {
        this.findings = place.findings();
        this.place = place;
        this.dockerfile = Dockerfile.parse(place.content());
        this.plain = dockerfile.images();
    }

    void readAsItStands() {
        place.note(plain);
        noteFallbacks();
    }

    void read(Build build) {
        for (var platform : build.platforms()) {
            if (build.mayChangeMeaning() && place.isAffordable(build.by().file())) {
                var images = images(build.arguments().given(), platform);
                new BuildDifference(place, plain, build).note(images);
                noteReplaced(build, platform);
                tellNewFaults(images, build);
            }
        }
    }

    /** For a Dockerfile that nobody builds otherwise: only what is wrong with this build is a problem. */
    void readOnlyAsBuilt(Build build) {
        for (var platform : build.platforms()) {
            if (place.isAffordable(place.file())) {
                var images = images(build.arguments().given(), platform);
                place.note(images);
                new BuildDifference(place, plain, build).note(images);
                noteReplaced(build, platform);
            }
        }
        noteFallbacks();
    }

    private Images images(Map<String, Text> arguments, Platform platform) {
        return dockerfile.images(new BuildRequest(arguments, platform, Optional.empty()));
    }

    /** What is written where only an ARG without a value would lead: each such place, and those within each other. */
    private void noteFallbacks() {
        var ready = plain.unusedFallbacks().stream()
                .sorted(Comparator.comparing(Fallback::argument).thenComparing(Fallback::isForUnset))
                .toList();
        var readings = new ArrayList<Set<Fallback>>();
        ready.forEach(each -> readings.add(Set.of(each)));
        if (ready.size() > 1) {
            readings.add(Set.copyOf(ready));
        }
        for (var used : readings) {
            if (place.isAffordable(place.file())) {
                noteFallback(dockerfile.images(used));
            }
        }
    }

    /** A digest that is written where no build leads is dead, and moves with those that are not. */
    private void noteFallback(Images fallback) {
        var live = new HashMap<ImageUse.By, Text>();
        plain.uses().forEach(use -> live.put(use.by(), use.reference()));
        for (var use : fallback.uses()) {
            var instead = live.getOrDefault(use.by(), Text.EMPTY);
            if (WrittenReference.hasOtherDigest(use.reference(), instead)) {
                place.useDead(use, instead);
            }
        }
    }

    /** What the build would take if a value had not been replaced by another is dead for it. */
    private void noteReplaced(Build build, Platform platform) {
        var given = build.arguments().given();
        build.arguments().replaced().forEach((name, values) -> {
            var instead = given.get(name);
            for (var value : values) {
                if (instead != null && place.isAffordable(build.by().file())) {
                    var before = new HashMap<>(given);
                    before.put(name, value);
                    images(before, platform).uses().stream()
                            .filter(use -> use.arguments().contains(name))
                            .forEach(use -> place.useDead(use, instead));
                }
            }
        });
    }

    private void tellNewFaults(Images images, Build build) {
        var known = plain.faults().stream().map(Fault::reason).toList();
        images.faults().stream()
                .filter(fault -> !known.contains(fault.reason()))
                .forEach(fault -> findings.problem(
                        build.by().file(),
                        build.by().line(),
                        place.file() + ":" + fault.line() + ": " + fault.reason()));
    }
}
