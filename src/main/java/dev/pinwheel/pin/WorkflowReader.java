package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the images that GitHub's workflows and actions ask for, and the builds.
 *
 * @see <a href="https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-syntax">Workflow
 *     syntax</a>
 */
final class WorkflowReader {

    private static final String DOCKER = "docker://";
    private static final String BUILD_ACTION = "docker/build-push-action@";

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
                Yaml.parse(content).ifPresent(root -> new Workflow(path, builds).read(root));
            } catch (IllegalArgumentException e) {
                findings.problem(path, 0, String.valueOf(e.getMessage()));
            }
        });
        return builds;
    }

    /** One file. */
    private final class Workflow {

        private final String path;
        private final List<Build> builds;
        private final WorkflowVariables variables = new WorkflowVariables();

        Workflow(String path, List<Build> builds) {
            this.path = path;
            this.builds = builds;
        }

        void read(Yaml root) {
            var environment = variables.with(Map.of(), root);
            root.get("jobs").ifPresent(jobs -> jobs.members().values().forEach(job -> {
                for (var combination : WorkflowMatrix.of(job)) {
                    var known = new HashMap<>(environment);
                    known.putAll(combination);
                    job(job, variables.with(known, job));
                }
            }));
            root.get("runs").ifPresent(runs -> {
                runs.get("image").ifPresent(image -> dockerUse(image, environment, "runs.image"));
                steps(runs, environment);
            });
        }

        private void job(Yaml job, Map<String, Text> known) {
            job.get("container").ifPresent(container -> container(container, known, "container"));
            job.get("services").ifPresent(services -> services.members()
                    .forEach((name, service) -> container(service, known, "services." + name)));
            steps(job, known);
        }

        private void container(Yaml container, Map<String, Text> known, String instruction) {
            var image = container.text().isPresent() ? Optional.of(container) : container.get("image");
            image.ifPresent(scalar -> {
                var text = scalar.text().flatMap(written -> variables.fill(written, known));
                text.filter(filled -> !filled.isEmpty())
                        .map(WorkflowReader::withoutScheme)
                        .ifPresent(filled -> findings.use(filled, by(scalar, instruction)));
            });
        }

        private void dockerUse(Yaml uses, Map<String, Text> known, String instruction) {
            uses.text()
                    .filter(text -> text.chars().startsWith(DOCKER))
                    .flatMap(text -> variables.fill(text, known))
                    .ifPresent(text -> findings.use(withoutScheme(text), by(uses, instruction)));
        }

        private void steps(Yaml owner, Map<String, Text> known) {
            for (var step : owner.get("steps").map(Yaml::items).orElse(List.of())) {
                step.get("uses").ifPresent(uses -> {
                    dockerUse(uses, known, "uses");
                    if (uses.text()
                            .filter(text -> text.chars().startsWith(BUILD_ACTION))
                            .isPresent()) {
                        build(step.get("with").orElse(step), variables.with(known, step));
                    }
                });
            }
        }

        private void build(Yaml with, Map<String, Text> known) {
            var by = by(with, "build-push-action");
            try {
                new WorkflowBuild(findings, variables, with, known, by)
                        .read(paths)
                        .ifPresent(builds::add);
            } catch (IllegalArgumentException e) {
                findings.problem(path, by.line(), by.instruction() + ": " + e.getMessage());
            }
        }

        private UsedBy by(Yaml at, String instruction) {
            return new UsedBy(path, at.line(), instruction, Optional.empty());
        }
    }

    private static Text withoutScheme(Text image) {
        return image.chars().startsWith(DOCKER) ? image.from(DOCKER.length()) : image;
    }
}
