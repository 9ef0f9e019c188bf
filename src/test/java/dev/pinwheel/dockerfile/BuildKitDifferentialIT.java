package dev.pinwheel.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the corpus says will be pulled is what a real builder asks a real registry for. */
class BuildKitDifferentialIT {

    private static final int AT_ONCE = 4;

    @TempDir
    Path directory;

    @Test
    void theBuilderPullsWhatTheCorpusSays() throws Exception {
        if (!DockerDaemon.isInstalled()) {
            assertTrue(System.getenv("CI") == null, "no docker");
            assumeTrue(false, "skipped: no docker");
        }
        try (var registry = new NotingRegistry();
                var daemon = DockerDaemon.start()) {
            assertEquals(List.of(), differences(registry, daemon));
        }
    }

    private List<String> differences(NotingRegistry registry, DockerDaemon daemon)
            throws InterruptedException, ExecutionException {
        var cases = Corpus.cases().stream()
                .filter(dockerfile ->
                        !dockerfile.facts().getOrDefault("debian", "").startsWith("crashes"))
                .toList();
        var builds = new ArrayList<Callable<List<String>>>();
        for (var i = 0; i < cases.size(); i++) {
            var number = i;
            builds.add(() -> difference(registry, daemon, cases.get(number), "c" + number));
        }
        var differences = new ArrayList<String>();
        try (var builders = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var build : builders.invokeAll(builds)) {
                differences.addAll(build.get());
            }
        }
        return differences;
    }

    private List<String> difference(
            NotingRegistry registry, DockerDaemon daemon, Corpus.Case dockerfile, String namespace)
            throws IOException, InterruptedException {
        var context = Files.createDirectory(directory.resolve(namespace));
        Files.createFile(context.resolve("f"));
        var host = registry.host() + "/" + namespace;
        var digest = registry.digest(namespace).toString();
        var content = dockerfile.content(host, digest, reachingEveryStage(dockerfile));
        Files.write(context.resolve("Dockerfile"), content);

        var build = daemon.build(context);

        var wanted = wanted(dockerfile, digest);
        var got = build.isRejected() && wanted.equals("rejects")
                ? "rejects"
                : names(registry.askedForIn(namespace), digest).toString();
        return got.equals(wanted)
                ? List.of()
                : List.of(dockerfile.title() + ": wanted " + wanted + ", got " + got + "\n" + build.output() + "\n");
    }

    private static String wanted(Corpus.Case dockerfile, String digest) {
        var debian = dockerfile.facts().getOrDefault("debian", "").replaceFirst(";.*", "");
        if (debian.startsWith("pulls ")) {
            return names(List.of(debian.substring("pulls ".length()).split(" ")), digest)
                    .toString();
        }
        return dockerfile.isRejected() || debian.equals("rejects")
                ? "rejects"
                : names(dockerfile.pulls(), digest).toString();
    }

    /**
     * What is asked for of each image: its digest where there is one, and otherwise its tag; a builder
     * that asked for a tag goes on with the digest that it got.
     */
    private static Set<String> names(List<String> images, String digest) {
        var names = new TreeSet<String>();
        for (var image : images) {
            var at = image.indexOf('@');
            var name = at < 0 ? image : image.substring(0, at);
            var untagged = name.contains(":") ? name.substring(0, name.indexOf(':')) : name;
            var isTagged = name.contains(":") || at < 0;
            if (image.endsWith("@DIG") || image.endsWith("@" + digest)) {
                names.add(untagged + "@" + digest);
            } else if (isTagged) {
                names.add(name.contains(":") ? name : name + ":latest");
            }
        }
        return names;
    }

    /** One more stage that copies from every other: a builder leaves out what nobody needs. */
    private static List<String> reachingEveryStage(Corpus.Case dockerfile) {
        var lines = new ArrayList<String>();
        if (dockerfile.stages() > 1) {
            lines.add("FROM scratch");
            for (var i = 0; i < dockerfile.stages(); i++) {
                lines.add("COPY --from=" + i + " /f /" + i);
            }
        }
        return lines;
    }
}
