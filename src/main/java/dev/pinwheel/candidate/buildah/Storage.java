package dev.pinwheel.candidate.buildah;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.candidate.BuildOrder;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.process.Command;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.process.Outcome;
import dev.pinwheel.candidate.process.Secrets;
import dev.pinwheel.candidate.process.Workshop;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The images and containers of one build: empty before it, gone after it, and nothing of the machine's. */
final class Storage implements AutoCloseable {

    private static final Duration BRIEFLY = Duration.ofMinutes(2);

    private final Machine machine;
    private final Path program;
    private final Workshop workshop;
    private final Sandbox sandbox;
    private final Secrets secrets;

    private Storage(Machine machine, Path program, Workshop workshop, Sandbox sandbox, Secrets secrets) {
        this.machine = machine;
        this.program = program;
        this.workshop = workshop;
        this.sandbox = sandbox;
        this.secrets = secrets;
    }

    static Storage open(Machine machine, Path program, BuilderSettings settings, Workshop workshop) throws IOException {
        var sandbox = Sandbox.write(workshop, settings);
        var storage = new Storage(machine, program, workshop, sandbox, settings.secrets());
        sandbox.choose("overlay");
        if (!storage.run(BRIEFLY, List.of("info")).succeeded()) {
            sandbox.choose("vfs"); // slower, and works on every file system
        }
        return storage;
    }

    /** Builds from nothing: no cache, and every base pulled anew. */
    Outcome build(BuildOrder order) throws IOException {
        var arguments = new ArrayList<>(List.of("bud", "--layers=false", "--no-cache", "--pull-always"));
        arguments.addAll(List.of("--platform", order.platform().toString(), "--format", "oci"));
        arguments.addAll(List.of(
                "--iidfile",
                imageIdFile().toString(),
                "--authfile",
                sandbox.authFile().toString()));
        arguments.addAll(Sandbox.LIMITS);
        arguments.addAll(List.of("--signature-policy", sandbox.policy().toString()));
        order.arguments().forEach((name, value) -> arguments.add("--build-arg=" + name + "=" + value));
        arguments.addAll(List.of("--file", order.dockerfileInContext().toString()));
        arguments.add(order.context().toRealPath().toString());
        return run(order.limit(), arguments);
    }

    /** The digests of the base images that are here now, as the build named them and as they are. */
    Set<Digest> bases() throws IOException {
        var listed = run(BRIEFLY, List.of("images", "--all", "--digests", "--json"));
        if (!(listed instanceof Outcome.Exited exited) || exited.code() != 0) {
            throw new IOException("buildah images " + listed.ending());
        }
        var bases = new HashSet<Digest>();
        for (var image : new ObjectMapper().readTree(exited.answer())) {
            for (var name : image.path("names")) {
                bases.add(Digest.parse(image.path("digest").asText()));
                var at = name.asText().indexOf('@');
                if (at >= 0) {
                    bases.add(Digest.parse(name.asText().substring(at + 1)));
                }
            }
        }
        return bases;
    }

    /** Writes the built image as an OCI layout directory. */
    Outcome export(Path layout, Duration limit) throws IOException {
        if (!Files.exists(imageIdFile())) {
            throw new IOException("buildah ended well and named no image");
        }
        var image = Files.readString(imageIdFile()).strip();
        return run(
                limit,
                List.of(
                        "push",
                        "--signature-policy",
                        sandbox.policy().toString(),
                        image,
                        "oci:" + layout.toAbsolutePath()));
    }

    /** Lets go of what is mounted and removes what is here; what remains goes with the workshop. */
    @Override
    public void close() {
        run(BRIEFLY, List.of("rm", "--all"));
        run(BRIEFLY, List.of("rmi", "--all", "--force"));
    }

    private Path imageIdFile() {
        return workshop.directory().resolve("image-id");
    }

    private Outcome run(Duration limit, List<String> arguments) {
        var all = new ArrayList<>(sandbox.globalOptions());
        all.addAll(arguments);
        return machine.run(Command.of(program, workshop.directory(), limit, all)
                .with(sandbox.environment())
                .hiding(secrets));
    }
}
