package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds the images that GitHub's workflows and actions ask for, and the builds. */
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

        Workflow(String path, List<Build> builds) {
            this.path = path;
            this.builds = builds;
        }

        void read(Yaml root) {
            var environment = with(Map.of(), root);
            root.get("jobs")
                    .ifPresent(jobs -> jobs.members().values().forEach(job -> job(job, with(environment, job))));
            root.get("runs").ifPresent(runs -> {
                runs.get("image").ifPresent(image -> dockerUse(image, environment, "runs.image"));
                steps(runs, environment);
            });
        }

        private Map<String, Text> with(Map<String, Text> outer, Yaml scope) {
            var all = new HashMap<>(outer);
            scope.get("env").ifPresent(env -> env.members().forEach((name, value) -> value.text()
                    .flatMap(text -> Expression.OF_WORKFLOWS.fill(text, outer))
                    .ifPresent(text -> all.put(name, text))));
            return all;
        }

        private void job(Yaml job, Map<String, Text> environment) {
            job.get("container").ifPresent(container -> container(container, environment, "container"));
            job.get("services").ifPresent(services -> services.members()
                    .forEach((name, service) -> container(service, environment, "services." + name)));
            steps(job, environment);
        }

        private void container(Yaml container, Map<String, Text> environment, String instruction) {
            var image = container.text().isPresent() ? Optional.of(container) : container.get("image");
            image.ifPresent(scalar -> {
                var text = scalar.text().flatMap(written -> Expression.OF_WORKFLOWS.fill(written, environment));
                text.filter(filled -> !filled.isEmpty())
                        .map(WorkflowReader::withoutScheme)
                        .ifPresent(filled -> findings.use(filled, by(scalar, instruction)));
            });
        }

        private void dockerUse(Yaml uses, Map<String, Text> environment, String instruction) {
            uses.text()
                    .filter(text -> text.chars().startsWith(DOCKER))
                    .flatMap(text -> Expression.OF_WORKFLOWS.fill(text, environment))
                    .ifPresent(text -> findings.use(withoutScheme(text), by(uses, instruction)));
        }

        private void steps(Yaml owner, Map<String, Text> environment) {
            for (var step : owner.get("steps").map(Yaml::items).orElse(List.of())) {
                step.get("uses").ifPresent(uses -> {
                    dockerUse(uses, environment, "uses");
                    if (uses.text()
                            .filter(text -> text.chars().startsWith(BUILD_ACTION))
                            .isPresent()) {
                        step.get("with").ifPresent(with -> build(with, with(environment, step)));
                    }
                });
            }
        }

        /** The Dockerfile stands in the context, unless {@code file} says where, from the root. */
        private void build(Yaml with, Map<String, Text> environment) {
            var context =
                    value(with, "context", environment).map(Text::toString).orElse(".");
            var file = value(with, "file", environment).map(Text::toString).orElse(context + "/Dockerfile");
            var arguments = new HashMap<String, Text>();
            for (var assignment : with.get("build-args")
                    .flatMap(Yaml::text)
                    .map(Assignment::in)
                    .orElse(List.of())) {
                Expression.OF_WORKFLOWS
                        .fill(assignment.value(), environment)
                        .ifPresent(text -> arguments.put(assignment.name(), text));
            }
            Paths.resolve("", file)
                    .filter(paths::contains)
                    .ifPresent(found -> builds.add(new Build(found, arguments, Map.of(), Map.of(), by(with, "build-push-action"))));
        }

        private Optional<Text> value(Yaml with, String name, Map<String, Text> environment) {
            return with.get(name).flatMap(Yaml::text).flatMap(text -> Expression.OF_WORKFLOWS.fill(text, environment));
        }

        private UsedBy by(Yaml at, String instruction) {
            return new UsedBy(path, at.line(), instruction, Optional.empty());
        }
    }

    private static Text withoutScheme(Text image) {
        return image.chars().startsWith(DOCKER) ? image.from(DOCKER.length()) : image;
    }
}
