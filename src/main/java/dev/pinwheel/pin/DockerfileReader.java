package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Dockerfile;
import dev.pinwheel.dockerfile.Text;
import java.util.List;

/** Finds the images that a Dockerfile asks for, as it stands and as it is built with other arguments. */
final class DockerfileReader {

    private final Findings findings;

    DockerfileReader(Findings findings) {
        this.findings = findings;
    }

    /** Reads a file, and what the builds of it make of it. */
    void read(String path, List<Build> builds) {
        findings.read(path).filter(content -> isOne(path, builds, content)).ifPresent(content -> {
            findings.dockerfile(path);
            var dockerfile = new BuiltDockerfile(new DockerfilePlace(findings, path, 0, content));
            dockerfile.readAsItStands();
            builds.forEach(dockerfile::read);
        });
    }

    private static boolean isOne(String path, List<Build> builds, Text content) {
        return !builds.isEmpty()
                || !FileNames.areDockerfileOrProgram(path)
                || Dockerfile.parse(content).beginsAsOne();
    }

    /**
     * Reads a Dockerfile that is written within the file that its build names, after {@code lineBefore} of its lines.
     *
     * <p>Nobody builds it otherwise, so that only what is wrong with this build is a problem.
     */
    void readInline(int lineBefore, Text content, Build build) {
        new BuiltDockerfile(new DockerfilePlace(findings, build.dockerfile(), lineBefore, content))
                .readOnlyAsBuilt(build);
    }
}
