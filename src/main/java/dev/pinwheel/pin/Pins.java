package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Finds the images that the files of a tree ask for. */
public final class Pins {

    /** The largest file that is read, in bytes. */
    public static final int MAX_FILE_SIZE = 1024 * 1024;

    private Pins() {}

    /** Reads every file that is known to name images. */
    public static PinReport in(FileTree files) {
        return in(files, Dialect.STANDARD);
    }

    /** Reads the same files, and those that the dialect's matchers are for. */
    public static PinReport in(FileTree files, Dialect dialect) {
        var findings = new Findings(files, dialect.aliases());
        var matchers = new MatcherReader(findings, dialect.matchers());
        var paths = Set.copyOf(files.paths());
        var compose = new ComposeReader(findings, paths);
        var bake = new BakeReader(findings, paths);
        var workflows = new WorkflowReader(findings, paths);
        var assignments = new AssignmentReader(findings);
        var tables = new DigestTableReader(findings);
        var devContainers = new DevContainerReader(findings, paths);
        var builds = new ArrayList<Build>();
        for (var path : files.paths()) {
            matchers.read(path);
            if (FileNames.areCompose(path)) {
                builds.addAll(compose.read(path));
            } else if (FileNames.areBake(path)) {
                builds.addAll(bake.read(path));
            } else if (FileNames.areWorkflow(path)) {
                builds.addAll(workflows.read(path));
            } else if (FileNames.areAssignments(path)) {
                assignments.read(path);
            } else if (FileNames.areDevContainer(path)) {
                builds.addAll(devContainers.read(path));
            } else if (FileNames.areDigestTable(path)) {
                tables.read(path);
            }
        }
        var dockerfiles = new DockerfileReader(findings);
        byDockerfile(files, builds).forEach(dockerfiles::read);
        return findings.report();
    }

    /** Every Dockerfile of the tree, by its name or because something builds it, and its builds. */
    private static Map<String, List<Build>> byDockerfile(FileTree files, List<Build> builds) {
        var all = new TreeMap<String, List<Build>>();
        files.paths().stream().filter(FileNames::areDockerfile).forEach(path -> all.put(path, new ArrayList<>()));
        for (var build : builds) {
            all.computeIfAbsent(build.dockerfile(), path -> new ArrayList<>()).add(build);
        }
        return all;
    }
}
