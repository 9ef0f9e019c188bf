package dev.pinwheel.dockerfile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Buildah with a storage of the test's own. */
final class Buildah implements RealBuilder {

    private final Path storage;

    Buildah(Path storage) throws IOException {
        this.storage = storage;
        Files.writeString(
                Files.createDirectories(storage).resolve("policy.json"),
                "{\"default\": [{\"type\": \"insecureAcceptAnything\"}]}");
    }

    @Override
    public String name() {
        return "buildah";
    }

    @Override
    public Build build(Order order) throws IOException, InterruptedException {
        var line = new ArrayList<>(List.of("buildah", "--storage-driver=vfs"));
        line.addAll(List.of("--root=" + storage.resolve("root"), "--runroot=" + storage.resolve("run")));
        line.addAll(List.of(
                "build", "--layers=false", "--format=docker", "--isolation=chroot", "--tls-verify=false", "--retry=0"));
        line.add("--signature-policy=" + storage.resolve("policy.json"));
        line.addAll(order.options());
        line.addAll(List.of(
                "--file=" + order.context().resolve("Dockerfile"),
                order.context().toString()));
        var process = new ProcessBuilder(line).redirectErrorStream(true).start();
        var output = RealBuilder.output(process);
        return new Build(process.exitValue() != 0 && !output.contains("process failed to start"), output);
    }
}
