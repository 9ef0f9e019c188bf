package dev.pinwheel.pin;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds the images that GitHub's workflows and actions ask for, and the builds.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax">Workflow
 *     syntax</a>
 */
final class WorkflowReader {

    private final Findings findings;
    private final Set<String> paths;

    WorkflowReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.paths = paths;
    }

    /** Notes the images and returns the builds of Dockerfiles. */
    List<Build> read(String path) {
        var builds = new ArrayList<Build>();
        findings.read(path).ifPresent(content -> {
            try {
                Yaml.parse(content).ifPresent(root -> new Workflow(findings, paths, path, builds).read(root));
            } catch (IllegalArgumentException e) {
                findings.problem(path, MalformedFileException.line(e), String.valueOf(e.getMessage()));
            }
        });
        return builds;
    }
}
