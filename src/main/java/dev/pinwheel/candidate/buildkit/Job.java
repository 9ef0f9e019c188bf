package dev.pinwheel.candidate.buildkit;

import dev.pinwheel.candidate.BuildOrder;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.process.Command;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.process.Outcome;
import dev.pinwheel.candidate.process.Secrets;
import dev.pinwheel.candidate.process.Workshop;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;

/** One build in a docker daemon; its image goes afterwards. */
final class Job implements AutoCloseable {

    private static final Duration BRIEFLY = Duration.ofMinutes(1);

    private final Machine machine;
    private final Docker docker;
    private final Workshop workshop;
    private final Secrets secrets;

    private Job(Machine machine, Docker docker, Workshop workshop, Secrets secrets) {
        this.machine = machine;
        this.docker = docker;
        this.workshop = workshop;
        this.secrets = secrets;
    }

    static Job open(Machine machine, Docker docker, BuilderSettings settings, Workshop workshop) throws IOException {
        var configuration = workshop.makeDirectory("docker");
        if (settings.authFile().isPresent()) {
            Files.copy(settings.authFile().get(), configuration.resolve("config.json"));
        }
        return new Job(machine, docker, workshop, settings.secrets());
    }

    /** Builds from nothing: no cache, and every base looked up anew. */
    Outcome build(BuildOrder order) throws IOException {
        var arguments = new ArrayList<>(List.of("build", "--progress", "plain", "--no-cache", "--pull"));
        arguments.addAll(
                List.of("--network", "host", "--platform", order.platform().toString()));
        arguments.addAll(List.of("--iidfile", imageIdFile().toString()));
        order.arguments().forEach((name, value) -> arguments.add("--build-arg=" + name + "=" + value));
        arguments.addAll(List.of("--file", order.dockerfileInContext().toString()));
        arguments.add(order.context().toRealPath().toString());
        return run(docker.found().program(), order.limit(), arguments);
    }

    /** Writes the built image into an archive of docker's kind. */
    Outcome save(Duration limit) throws IOException {
        return run(
                docker.found().program(),
                limit,
                List.of("save", "--output", archive().toString(), imageId()));
    }

    /** Makes an OCI layout directory of the archive. */
    Outcome export(Path layout, Duration limit) {
        return run(
                docker.skopeo(),
                limit,
                List.of("copy", "--insecure-policy", "docker-archive:" + archive(), "oci:" + layout.toAbsolutePath()));
    }

    /** Removes the built image from the daemon. */
    @Override
    public void close() throws IOException {
        if (Files.exists(imageIdFile())) {
            var removed = run(docker.found().program(), BRIEFLY, List.of("image", "rm", "--force", imageId()));
            if (!removed.succeeded()) {
                throw new IOException("docker image rm " + removed.ending());
            }
        }
    }

    private String imageId() throws IOException {
        if (!Files.exists(imageIdFile())) {
            throw new IOException("docker ended well and named no image");
        }
        return Files.readString(imageIdFile()).strip();
    }

    private Path imageIdFile() {
        return workshop.directory().resolve("image-id");
    }

    private Path archive() {
        return workshop.directory().resolve("image.tar");
    }

    private Outcome run(Path program, Duration limit, List<String> arguments) {
        var environment = new HashMap<>(docker.environment());
        environment.put("DOCKER_CONFIG", workshop.directory().resolve("docker").toString());
        environment.put("TMPDIR", workshop.directory().toString());
        return machine.run(Command.of(program, workshop.directory(), limit, arguments)
                .with(environment)
                .hiding(secrets));
    }
}
