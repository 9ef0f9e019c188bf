package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Dockerfile;
import dev.pinwheel.dockerfile.Fault;
import dev.pinwheel.dockerfile.ImageUse;
import dev.pinwheel.dockerfile.Images;
import dev.pinwheel.dockerfile.Text;
import java.util.Collections;
import java.util.List;
import java.util.Map;

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
            for (var build : builds) {
                if (!build.arguments().isEmpty() && findings.isAffordable(build, content)) {
                    read(path, dockerfile, build);
                }
            }
        });
    }

    /** Reads a Dockerfile that is written within another file, after {@code lineBefore} of its lines. */
    void readInline(String file, int lineBefore, Text content, Map<String, Text> arguments) {
        note(file, lineBefore, Dockerfile.parse(content).images(arguments));
    }

    private void note(String file, int lineBefore, Images images) {
        for (var fault : images.faults()) {
            findings.problem(file, lineBefore + fault.line(), fault.reason());
        }
        for (var use : images.uses()) {
            findings.use(use.reference(), use.platform(), use.by().comments(), by(file, lineBefore, use));
        }
    }

    /** A build's arguments take the place of defaults, which are dead for it. */
    private void read(String path, Dockerfile dockerfile, Build build) {
        var given = build.arguments();
        for (var use : dockerfile.images().uses()) {
            findings.use(use.reference(), use.platform(), use.by().comments(), by(path, 0, use))
                    .ifPresent(pin -> use.arguments().stream()
                            .filter(given::containsKey)
                            .forEach(name -> findings.override(pin, value(given, name))));
        }
        var images = dockerfile.images(given);
        for (var use : images.uses()) {
            if (!Collections.disjoint(use.arguments(), given.keySet())) {
                findings.use(use.reference(), use.platform(), use.by().comments(), by(path, 0, use));
            }
        }
        var known = dockerfile.images().faults().stream().map(Fault::reason).toList();
        images.faults().stream()
                .filter(fault -> !known.contains(fault.reason()))
                .forEach(fault -> findings.problem(
                        build.by().file(), build.by().line(), path + ":" + fault.line() + ": " + fault.reason()));
    }

    private static Text value(Map<String, Text> given, String name) {
        return given.getOrDefault(name, Text.EMPTY);
    }

    private static UsedBy by(String file, int lineBefore, ImageUse use) {
        return new UsedBy(
                file,
                lineBefore + use.by().line(),
                use.by().instruction(),
                use.by().stage());
    }
}
