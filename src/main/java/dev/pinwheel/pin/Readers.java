package dev.pinwheel.pin;

import java.util.List;
import java.util.Optional;

/** The readers of all kinds of files. */
final class Readers {

    private final Findings findings;
    private final MatcherReader matchers;
    private final ComposeReader compose;
    private final BakeReader bake;
    private final WorkflowReader workflows;
    private final AssignmentReader assignments;
    private final DigestTableReader tables;
    private final DevContainerReader devContainers;
    private final DockerfileReader dockerfiles;

    Readers(Findings findings, Dialect dialect) {
        var paths = findings.paths();
        this.findings = findings;
        this.matchers = new MatcherReader(findings, dialect.matchers());
        this.compose = new ComposeReader(findings, paths);
        this.bake = new BakeReader(findings, paths);
        this.workflows = new WorkflowReader(findings, paths);
        this.assignments = new AssignmentReader(findings);
        this.tables = new DigestTableReader(findings);
        this.devContainers = new DevContainerReader(findings, paths);
        this.dockerfiles = new DockerfileReader(findings);
    }

    /** Reads a file that is no Dockerfile by its name; the builds that it asks for. */
    List<Build> read(String path) {
        return findings.of(path, Optional.empty(), () -> {
            matchers.read(path);
            return readAsNamed(path);
        });
    }

    private List<Build> readAsNamed(String path) {
        if (FileNames.areCompose(path)) {
            return compose.read(path);
        }
        if (FileNames.areBake(path)) {
            return bake.read(path);
        }
        if (FileNames.areWorkflow(path)) {
            return workflows.read(path);
        }
        if (FileNames.areDevContainer(path)) {
            return devContainers.read(path);
        }
        if (FileNames.areAssignments(path)) {
            assignments.read(path);
        } else if (FileNames.areDigestTable(path)) {
            tables.read(path);
        }
        return List.of();
    }

    void readDockerfile(String path, List<Build> builds) {
        findings.of(path, Optional.of(builds), () -> {
            dockerfiles.read(path, builds);
            return List.of();
        });
    }
}
