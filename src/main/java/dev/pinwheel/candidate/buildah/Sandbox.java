package dev.pinwheel.candidate.buildah;

import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.process.Workshop;
import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What buildah is given instead of the machine's own settings, so that a Dockerfile reaches nothing of them. */
record Sandbox(Path directory, Path authFile) {

    /** What holds a build: its own root, no new devices, no way out of the root, no endless file, no core dumps. */
    static final List<String> LIMITS = List.of(
            "--isolation", "chroot",
            "--network", "host",
            "--cap-drop", "MKNOD",
            "--cap-drop", "SYS_CHROOT",
            "--ulimit", "core=0:0",
            "--ulimit", "fsize=34359738368:34359738368");

    static Sandbox write(Workshop workshop, BuilderSettings settings) throws IOException {
        for (var directory : List.of("root", "run", "tmp", "registries.conf.d")) {
            workshop.makeDirectory(directory);
        }
        workshop.write("policy.json", policy(settings));
        workshop.write("mounts.conf", "");
        workshop.write("containers.conf", "");
        workshop.write("registries.conf", registries(settings));
        var authFile = settings.authFile();
        return new Sandbox(
                workshop.directory(),
                authFile.isPresent() ? authFile.get().toRealPath() : workshop.write("auth.json", "{\"auths\": {}}\n"));
    }

    /** Only the configured registries: a FROM can name no other, and no directory or archive of this machine. */
    private static String policy(BuilderSettings settings) {
        return """
                {"default": [{"type": "reject"}],
                 "transports": {
                   "docker": {%s},
                   "containers-storage": {"": [{"type": "insecureAcceptAnything"}]}}}
                """.formatted(settings.registries().stream()
                .map(host -> "\"" + host + "\": [{\"type\": \"insecureAcceptAnything\"}]")
                .sorted()
                .collect(Collectors.joining(", ")));
    }

    /** Makes this the storage driver. */
    void choose(String driver) throws IOException {
        Files.writeString(directory.resolve("storage.conf"), "[storage]\ndriver = \"" + driver + "\"\n");
    }

    Path policy() {
        return directory.resolve("policy.json");
    }

    List<String> globalOptions() {
        return List.of(
                "--root", directory.resolve("root").toString(),
                "--runroot", directory.resolve("run").toString(),
                "--registries-conf", directory.resolve("registries.conf").toString(),
                "--registries-conf-dir", directory.resolve("registries.conf.d").toString(),
                "--default-mounts-file", directory.resolve("mounts.conf").toString());
    }

    Map<String, String> environment() {
        return Map.of(
                "CONTAINERS_CONF", directory.resolve("containers.conf").toString(),
                "CONTAINERS_STORAGE_CONF", directory.resolve("storage.conf").toString(),
                "TMPDIR", directory.resolve("tmp").toString());
    }

    private static String registries(BuilderSettings settings) {
        return "unqualified-search-registries = [\"docker.io\"]\nshort-name-mode = \"disabled\"\n"
                + settings.plainHttp().stream()
                        .map(RegistryHost::name)
                        .sorted()
                        .map(host -> "[[registry]]\nlocation = \"" + host + "\"\ninsecure = true\n")
                        .collect(Collectors.joining());
    }
}
