package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.BuildRequest;
import dev.pinwheel.dockerfile.Dockerfile;
import dev.pinwheel.dockerfile.Fault;
import dev.pinwheel.dockerfile.ImageUse;
import dev.pinwheel.dockerfile.Images;
import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Platform;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Finds the images that a Dockerfile asks for, as it stands and as it is built with other arguments. */
final class DockerfileReader {

    private final Findings findings;

    DockerfileReader(Findings findings) {
        this.findings = findings;
    }

    /** Reads a file, and what the builds of it make of it. */
    void read(String path, List<Build> builds) {
        findings.read(path).ifPresent(content -> {
            findings.dockerfile(path);
            var dockerfile = Dockerfile.parse(content);
            var images = dockerfile.images();
            note(path, 0, images);
            for (var name : images.unusedFallbacks().stream().sorted().toList()) {
                if (findings.isAffordable(path, content)) {
                    noteFallback(path, images, dockerfile.images(Map.of(name, Text.EMPTY)));
                }
            }
            for (var build : builds) {
                for (var platform : build.platforms()) {
                    if (build.mayChangeMeaning()
                            && findings.isAffordable(build.by().file(), content)) {
                        read(path, dockerfile, build, platform);
                    }
                }
            }
        });
    }

    /** A digest that is written where only an empty ARG would lead is dead, and moves with those that are not. */
    private void noteFallback(String path, Images plain, Images fallback) {
        var live = new HashMap<ImageUse.By, Text>();
        plain.uses().forEach(use -> live.put(use.by(), use.reference()));
        for (var use : fallback.uses()) {
            var instead = live.getOrDefault(use.by(), Text.EMPTY);
            if (WrittenReference.hasOtherDigest(use.reference(), instead)) {
                use(path, use).ifPresent(pin -> findings.override(pin, instead));
            }
        }
    }

    /** Reads a Dockerfile that is written within another file, after {@code lineBefore} of its lines. */
    void readInline(String file, int lineBefore, Text content, Map<String, Text> arguments) {
        note(file, lineBefore, Dockerfile.parse(content).images(arguments));
    }

    private void note(String file, int lineBefore, Images images) {
        for (var fault : images.faults()) {
            findings.problem(file, lineBefore + fault.line(), fault.reason());
        }
        for (var doubt : images.doubts()) {
            findings.problem(file, lineBefore + doubt.line(), doubt.reason());
        }
        for (var use : images.uses()) {
            findings.use(use.reference(), use.platform(), use.by().comments(), by(file, lineBefore, use));
        }
    }

    /** A build's arguments take the place of defaults, and its contexts that of images, which are dead for it. */
    private void read(String path, Dockerfile dockerfile, Build build, Platform platform) {
        var given = build.arguments();
        var images = dockerfile.images(new BuildRequest(given, platform, Optional.empty()));
        var plain = new HashMap<ImageUse.By, String>();
        var made = new HashMap<ImageUse.By, Set<String>>();
        images.uses().forEach(use -> made.put(use.by(), use.arguments()));
        for (var use : dockerfile.images().uses()) {
            plain.put(use.by(), use.reference().toString());
            var arguments = new TreeSet<>(use.arguments());
            arguments.addAll(made.getOrDefault(use.by(), Set.of()));
            use(path, use).ifPresent(pin -> {
                arguments.stream()
                        .flatMap(name -> Optional.ofNullable(given.get(name)).stream())
                        .forEach(value -> findings.override(pin, value));
                build.standIn(use).ifPresent(image -> findings.override(pin, image));
            });
            tellUnknown(path, use, build);
        }
        for (var use : images.uses()) {
            var isAsPlain = use.reference().toString().equals(plain.get(use.by()));
            if (!(isAsPlain && Collections.disjoint(use.arguments(), given.keySet()))
                    && build.standIn(use).isEmpty()) {
                use(path, use);
            }
        }
        var known = dockerfile.images().faults().stream().map(Fault::reason).toList();
        images.faults().stream()
                .filter(fault -> !known.contains(fault.reason()))
                .forEach(fault -> findings.problem(
                        build.by().file(), build.by().line(), path + ":" + fault.line() + ": " + fault.reason()));
    }

    private void tellUnknown(String path, ImageUse use, Build build) {
        use.arguments().stream().sorted().filter(build.unknown()::containsKey).forEach(name -> {
            var reason = "what %s:%d takes is not known: the build argument %s: %s"
                    .formatted(path, use.by().line(), name, build.unknown().get(name));
            findings.problem(build.by().file(), build.by().line(), reason);
        });
    }

    private Optional<Findings.Same> use(String path, ImageUse use) {
        return findings.use(use.reference(), use.platform(), use.by().comments(), by(path, 0, use));
    }

    private static UsedBy by(String file, int lineBefore, ImageUse use) {
        return new UsedBy(
                file,
                lineBefore + use.by().line(),
                use.by().instruction(),
                use.by().stage());
    }
}
