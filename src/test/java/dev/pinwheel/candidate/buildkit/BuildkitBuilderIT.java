package dev.pinwheel.candidate.buildkit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.BuildOrder;
import dev.pinwheel.candidate.BuildResult;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.CandidateUse;
import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.Layout;
import dev.pinwheel.candidate.RealParts;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real builds by the BuildKit of a docker daemon that ends with the test. */
class BuildkitBuilderIT {

    @TempDir
    private static Path shared;

    private static RealParts parts;
    private static Dockerd daemon;
    private static Docker docker;
    private static Path candidateLayout;
    private static Digest candidate;

    @TempDir
    private Path directory;

    private Path context;
    private BuildkitBuilder builder;

    @BeforeAll
    static void startDaemonAndPublishBase() throws Exception {
        RealParts.need("docker", "dockerd", "skopeo");
        parts = RealParts.start(shared);
        daemon = Dockerd.start(shared.resolve("docker"));
        docker = docker();
        candidateLayout = parts.tiny("new", "openssl=3.0.22-1~deb12u1");
        candidate = parts.push(candidateLayout, "tiny/debian:12");
    }

    @AfterAll
    static void endDaemon() throws Exception {
        if (parts != null) {
            parts.close();
        }
        if (daemon != null) {
            daemon.end();
        }
    }

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectory(directory.resolve("context"));
        var settings = new BuilderSettings(
                directory.resolve("builds"), Set.of(parts.host()), Set.of(parts.host()), Optional.empty());
        builder = new BuildkitBuilder(RealParts.machine(), docker, settings);
    }

    @Test
    void theImageBeginsWithTheCandidatesLayers() throws IOException {
        var built = built(build("FROM %s\nARG GREETING\nRUN echo \"$GREETING\" >/greeting\n"));

        var image = Layout.read(directory.resolve("image"));
        assertEquals(built.image(), image.image());
        var used = use().in(image, built);
        assertTrue(used.how().contains("layers are the candidate's"), used.how());
        assertTrue(builder.name().matches("docker [0-9.]+\\S* \\(BuildKit\\)"), builder.name());
    }

    @Test
    void aStageThatIsNotTheLastUsesTheCandidateToo() throws IOException {
        var built =
                built(build("FROM %s AS build\nRUN echo made >/made\nFROM scratch\nCOPY --from=build /made /made\n"));

        var used = use().in(Layout.read(directory.resolve("image")), built);
        assertTrue(used.how().contains("for a stage of this build"), used.how());
    }

    @Test
    void aBuildThatOnlyPrintsTheCandidatesNameDoesNotUseIt() throws IOException {
        var forged = "#99 [1/1] FROM a@" + candidate + "\\n#99 DONE 0.0s\\n";
        var other = parts.host() + "/tiny/debian@" + pushOther();
        var built =
                built(build("FROM %s AS unused\nFROM " + other + "\nRUN printf '" + forged + "\\r" + forged + "'\n"));

        var used = use().in(Layout.read(directory.resolve("image")), built);
        assertFalse(used.proved(), used.how());
    }

    @Test
    void aStepThatFailsIsTheReason() throws IOException {
        var failed = assertInstanceOf(BuildResult.Failed.class, build("FROM %s\nRUN echo before; exit 3\n"));

        assertTrue(failed.reason().contains("exit code: 3"), failed.reason());
        assertTrue(failed.log().contains("before"), failed.log());
    }

    @Test
    void theImageDoesNotStayInTheDaemon() throws Exception {
        built(build("FROM %s\nRUN echo made >/made\n"));

        assertEquals("", daemon.client(docker, "images", "--quiet", "--all"));
    }

    @Test
    void aBuildThatTakesTooLongIsEnded() throws IOException {
        write("FROM " + parts.host() + "/tiny/debian@" + candidate + "\nRUN sleep 4245\n");

        var failed = assertInstanceOf(
                BuildResult.Failed.class,
                builder.build(new BuildOrder(
                        context,
                        "Dockerfile",
                        Map.of(),
                        Platform.LINUX_AMD64,
                        directory.resolve("image"),
                        Duration.ofSeconds(5))));

        assertTrue(failed.reason().contains("time limit of 5 s"), failed.reason());
    }

    @Test
    void aDaemonThatDoesNotAnswerIsMissing() {
        var nobody = Docker.look(RealParts.machine(), Optional.of("unix://" + directory.resolve("none.sock")));

        var missing = assertInstanceOf(Found.Missing.class, nobody.found());
        assertTrue(missing.reason().contains("does not answer"), missing.reason());
    }

    private BuildResult build(String dockerfile) throws IOException {
        write(dockerfile.formatted(parts.host() + "/tiny/debian:12@" + candidate));
        return builder.build(new BuildOrder(
                context,
                "Dockerfile",
                Map.of("GREETING", "hello"),
                Platform.LINUX_AMD64,
                directory.resolve("image"),
                Duration.ofMinutes(2)));
    }

    private void write(String dockerfile) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
    }

    private static Digest pushOther() {
        try {
            return parts.push(parts.tiny("old", "openssl=3.0.20-1~deb12u1"), "tiny/debian:old");
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static CandidateUse use() throws IOException {
        return new CandidateUse(candidate, Layout.read(candidateLayout).diffIds());
    }

    private static BuildResult.Built built(BuildResult result) {
        return assertInstanceOf(BuildResult.Built.class, result, result::log);
    }

    private static Docker docker() {
        var search = Docker.look(RealParts.machine(), Optional.of(daemon.host()));
        RealParts.ready(search.found());
        return assertInstanceOf(Docker.Search.With.class, search).docker();
    }
}
