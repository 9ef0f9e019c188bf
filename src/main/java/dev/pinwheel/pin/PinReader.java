package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Finds the images that trees of files ask for, and reads no content again that it has read before. */
public final class PinReader {

    private final Dialect dialect;
    private final KnownFiles known = new KnownFiles();

    public PinReader(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Reads every file that is known to name images, and those that the dialect's matchers are for. */
    public PinReport read(FileTree files) {
        var findings = new Findings(files, dialect.aliases(), known);
        var readers = new Readers(findings, dialect);
        var builds = new ArrayList<Build>();
        for (var path : files.paths()) {
            builds.addAll(readers.read(path));
        }
        byDockerfile(files, builds).forEach(readers::readDockerfile);
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
