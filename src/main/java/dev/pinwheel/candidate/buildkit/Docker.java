package dev.pinwheel.candidate.buildkit;

import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.process.Command;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.candidate.process.Outcome;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A docker client that can build with BuildKit, its daemon, and the program that turns images into layouts.
 *
 * @param found the client
 * @param skopeo the program that turns a saved image into an OCI layout
 * @param host the daemon's address, where it is not the client's own choice
 */
public record Docker(Found.Ready found, Path skopeo, Optional<String> host) {

    private static final String NAME = "docker";
    private static final Duration BRIEFLY = Duration.ofSeconds(30);
    private static final String HINT = "install them and start the daemon, as by: apt-get install docker.io skopeo";

    /** Looks for a docker on a machine; of several clients the first that has BuildKit counts. */
    public static Search look(Machine machine, Optional<String> host) {
        var skopeo = machine.find("skopeo");
        var clients = machine.findAll(NAME);
        if (clients.isEmpty() || skopeo.isEmpty()) {
            var name = clients.isEmpty() ? NAME : "skopeo";
            return new Search.Without(new Found.Missing(NAME, "there is no program " + name + " on the path", HINT));
        }
        var client = clients.stream().filter(path -> hasBuildkit(machine, path)).findFirst();
        if (client.isEmpty()) {
            return new Search.Without(new Found.Missing(
                    NAME, "no BuildKit in " + join(clients) + " (no buildx)", "install docker-buildx or docker.io"));
        }
        var daemon = run(machine, client.get(), host, List.of("version", "--format", "{{.Server.Version}}"));
        if (!(daemon instanceof Outcome.Exited exited) || exited.code() != 0) {
            return new Search.Without(new Found.Missing(
                    NAME, "docker's daemon does not answer: " + client.get() + " version " + daemon.ending(), HINT));
        }
        var ready = new Found.Ready(NAME, exited.answer().strip() + " (BuildKit)", client.get());
        return new Search.With(new Docker(ready, skopeo.get(), host));
    }

    /** What came of looking for a docker. */
    public sealed interface Search {

        /** For people. */
        Found found();

        record With(Docker docker) implements Search {

            @Override
            public Found found() {
                return docker.found();
            }
        }

        record Without(Found.Missing missing) implements Search {

            @Override
            public Found found() {
                return missing;
            }
        }
    }

    /** The variables that choose BuildKit and this daemon. */
    Map<String, String> environment() {
        return environment(host);
    }

    private static Map<String, String> environment(Optional<String> host) {
        return host.map(address -> Map.of("DOCKER_BUILDKIT", "1", "DOCKER_HOST", address))
                .orElse(Map.of("DOCKER_BUILDKIT", "1"));
    }

    /** Clients before 23 have it inside; later ones need the buildx plugin, and say so if it is missing. */
    private static boolean hasBuildkit(Machine machine, Path client) {
        var help = run(machine, client, Optional.empty(), List.of("build", "--help"));
        return help.succeeded() && !help.log().contains("buildx component is missing");
    }

    private static Outcome run(Machine machine, Path client, Optional<String> host, List<String> arguments) {
        return machine.run(Command.of(client, Path.of("/"), BRIEFLY, arguments).with(environment(host)));
    }

    private static String join(List<Path> clients) {
        return clients.stream().map(Path::toString).collect(Collectors.joining(", "));
    }
}
