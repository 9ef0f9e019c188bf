package dev.pinwheel.candidate.process;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** This machine as a place where programs are found and run. */
public final class Machine {

    private static final Set<String> KEPT =
            Set.of("http_proxy", "https_proxy", "no_proxy", "ssl_cert_file", "ssl_cert_dir");

    private final List<Path> path;
    private final Containment containment;

    /** A machine where programs are looked for in these directories, and contained so. */
    public Machine(List<Path> path, Containment containment) {
        this.path = List.copyOf(path);
        this.containment = containment;
    }

    /** The program of this name, in the first directory that has it. */
    public Optional<Path> find(String name) {
        return findAll(name).stream().findFirst();
    }

    /** The programs of this name, in the order of the directories. */
    public List<Path> findAll(String name) {
        return path.stream()
                .map(directory -> directory.resolve(name))
                .filter(Machine::isProgram)
                .toList();
    }

    /** Runs a program and waits until it ends or is ended. */
    public Outcome run(Command command) {
        if (!isProgram(command.program())) {
            return new Outcome.NotStarted("there is no program " + command.program());
        }
        var builder = new ProcessBuilder(containment.around(command.line()));
        builder.directory(command.directory().toFile());
        builder.redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")));
        var environment = builder.environment();
        environment.keySet().removeIf(name -> !KEPT.contains(name.toLowerCase(Locale.ROOT)));
        var secrets = command.secrets().and(proxyCredentials(environment));
        environment.put("PATH", path.stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)));
        environment.put("LANG", "C.UTF-8");
        environment.put("HOME", command.directory().toString());
        environment.putAll(command.environment());
        try {
            return new Running(builder.start(), containment, secrets).await(command.limit());
        } catch (IOException e) {
            return new Outcome.NotStarted(command.program() + ": " + e.getMessage());
        }
    }

    private static boolean isProgram(Path file) {
        return Files.isRegularFile(file) && Files.isExecutable(file);
    }

    private static Secrets proxyCredentials(Map<String, String> environment) {
        return new Secrets(environment.values().stream()
                .flatMap(value -> userInfo(value).stream())
                .toList());
    }

    private static Optional<String> userInfo(String value) {
        try {
            return Optional.ofNullable(new URI(value).getRawUserInfo());
        } catch (URISyntaxException e) {
            return Optional.empty(); // a list of hosts, or a path
        }
    }
}
