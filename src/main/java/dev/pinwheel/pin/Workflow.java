package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** One workflow or action while it is read: its images, and the builds that it asks for. */
final class Workflow {

    private static final String BUILD_ACTION = "docker/build-push-action@";

    private final Findings findings;
    private final Set<String> paths;
    private final String path;
    private final List<Build> builds;
    private final WorkflowVariables variables = new WorkflowVariables();
    private final WorkflowMatrix matrix = new WorkflowMatrix();
    private final WorkflowImages images;

    /** Reads the file of this path; what it builds is added to {@code builds}. */
    Workflow(Findings findings, Set<String> paths, String path, List<Build> builds) {
        this.findings = findings;
        this.paths = paths;
        this.path = path;
        this.builds = builds;
        this.images = new WorkflowImages(findings, variables, path);
    }

    void read(Yaml root) {
        var environment = variables.with(Map.of(), root);
        root.get("jobs").ifPresent(jobs -> jobs.members()
                .forEach((name, job) -> attempt(job, "job " + name, () -> runs(job, environment))));
        root.get("runs").ifPresent(action -> {
            action.get("image").ifPresent(image -> attempt(image, "runs.image", () -> action(image, environment)));
            steps(action, environment);
        });
    }

    private void attempt(Yaml at, String what, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            findings.problem(path, at.line(), what + ": " + e.getMessage());
        }
    }

    private void runs(Yaml job, Map<String, Text> environment) {
        for (var combination : matrix.runs(job)) {
            var known = new HashMap<>(environment);
            known.putAll(combination);
            job(job, variables.with(known, job));
        }
    }

    private void job(Yaml job, Map<String, Text> known) {
        job.get("container").ifPresent(container -> images.container(container, known, "container"));
        job.get("services").ifPresent(services -> services.members()
                .forEach((name, service) -> images.container(service, known, "services." + name)));
        job.get("uses").ifPresent(workflow -> images.given(job, known));
        steps(job, known);
    }

    /** What an action that is a container runs: an image, or the one that a Dockerfile beside it makes. */
    private void action(Yaml image, Map<String, Text> known) {
        var written = image.text().map(Text::toString).orElse("");
        if (WorkflowImages.isImage(image)) {
            images.use(image, known, "runs.image");
        } else if (!written.isEmpty()) {
            var file = Paths.resolve(Paths.directory(path), written).filter(paths::contains);
            builds.add(file.map(found ->
                            new Build(found, BuildArguments.NONE, Map.of(), List.of(), images.by(image, "runs.image")))
                    .orElseThrow(() -> new IllegalArgumentException("builds " + written + ", which is not here")));
        }
    }

    private void steps(Yaml owner, Map<String, Text> known) {
        for (var step : owner.get("steps").map(Yaml::items).orElse(List.of())) {
            step.get("uses").ifPresent(uses -> step(step, uses, known));
        }
    }

    private void step(Yaml step, Yaml uses, Map<String, Text> known) {
        if (WorkflowImages.isImage(uses)) {
            images.use(uses, known, "uses");
        } else if (isBuild(uses)) {
            var with = step.get("with").orElse(step);
            attempt(with, "build-push-action", () -> build(with, variables.with(known, step))
                    .ifPresent(builds::add));
        } else {
            images.given(step, variables.with(known, step));
        }
    }

    /** An action's owner and repository are the same in capitals. */
    private static boolean isBuild(Yaml uses) {
        return uses.text()
                .filter(text -> text.chars().toLowerCase(Locale.ROOT).startsWith(BUILD_ACTION))
                .isPresent();
    }

    private Optional<Build> build(Yaml with, Map<String, Text> known) {
        return new WorkflowBuild(findings, variables, with, known, images.by(with, "build-push-action")).read(paths);
    }
}
