package dev.pinwheel.candidate.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.BuildOrder;
import dev.pinwheel.candidate.BuildResult;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.CandidateUse;
import dev.pinwheel.candidate.Layout;
import dev.pinwheel.candidate.RealParts;
import dev.pinwheel.event.Rebuild.UsedCandidate;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Real builds by buildah from a real registry. */
class BuildahBuilderIT {

    @TempDir
    private static Path shared;

    private static RealParts parts;
    private static Path candidateLayout;
    private static Digest candidate;
    private static Digest pinned;

    @TempDir
    private Path directory;

    private Path context;
    private BuildahBuilder builder;

    @BeforeAll
    static void publishBases() throws Exception {
        RealParts.need("buildah");
        parts = RealParts.start(shared);
        candidateLayout = parts.tiny("new", "openssl=3.0.22-1~deb12u1");
        candidate = parts.push(candidateLayout, "tiny/debian:12");
        pinned = parts.push(parts.tiny("old", "openssl=3.0.20-1~deb12u1"), "tiny/debian:old");
    }

    @AfterAll
    static void endRegistry() {
        if (parts != null) {
            parts.close();
        }
    }

    @BeforeEach
    void makeContext() throws IOException {
        context = Files.createDirectory(directory.resolve("context"));
        var settings = new BuilderSettings(
                directory.resolve("builds"), Set.of(parts.host()), Set.of(parts.host()), Optional.empty());
        builder = new BuildahBuilder(
                RealParts.machine(), RealParts.ready(BuildahBuilder.find(RealParts.machine())), settings);
    }

    @Test
    void theImageBeginsWithTheCandidatesLayers() throws IOException {
        var built =
                built(build("FROM %s\nARG GREETING\nRUN echo \"$GREETING\" >/greeting\n", Map.of("GREETING", "hello")));

        var image = Layout.read(directory.resolve("image"));
        assertEquals(built.image(), image.image());
        assertTrue(use().in(image, built).proved());
        assertTrue(built.log().contains("STEP 3/3"), built.log());
    }

    @Test
    void aStageThatIsNotTheLastUsesTheCandidateToo() throws IOException {
        var built = built(build(
                "FROM %s AS build\nRUN echo made >/made\nFROM scratch\nCOPY --from=build /made /made\n", Map.of()));

        var used = use().in(Layout.read(directory.resolve("image")), built);
        assertTrue(used.proved(), used.how());
        assertTrue(used.how().contains("for a stage of this build"), used.how());
    }

    @Test
    void aBuildOnAnotherBaseDoesNotUseTheCandidate() throws IOException {
        var built = built(build(
                "FROM %s AS unused\nRUN echo unused\nFROM " + repository() + "@" + pinned + "\nRUN echo made >/made\n",
                Map.of()));

        var used = use().in(Layout.read(directory.resolve("image")), built);
        assertEquals(
                new UsedCandidate(
                        false,
                        "the image does not begin with the candidate's layers, and the builder pulled [" + pinned
                                + "] instead of " + candidate),
                used);
    }

    @Test
    void aStepThatFailsIsTheReason() throws IOException {
        var failed = assertInstanceOf(BuildResult.Failed.class, build("FROM %s\nRUN echo before; exit 3\n", Map.of()));

        assertTrue(failed.reason().contains("exit status 3"), failed.reason());
        assertTrue(failed.log().contains("STEP 2/2: RUN echo before; exit 3"), failed.log());
    }

    @Test
    void aBaseThatIsGoneIsTheReason() throws IOException {
        write("FROM " + repository() + "@" + Digest.of(new byte[0]) + "\n");

        var failed = assertInstanceOf(BuildResult.Failed.class, builder.build(order(Duration.ofMinutes(2))));

        assertTrue(failed.reason().contains("manifest unknown"), failed.reason());
    }

    @Test
    void aBuildThatTakesTooLongEndsWithAllItsProcesses() throws IOException {
        write("FROM %s\nRUN (sleep 4242 &); sleep 4243\n".formatted(repository() + "@" + candidate));

        var failed = assertInstanceOf(BuildResult.Failed.class, builder.build(order(Duration.ofSeconds(5))));

        assertTrue(failed.reason().contains("time limit of 5 s"), failed.reason());
        assertFalse(runs("sleep 4242"), "left behind");
        assertFalse(runs("sleep 4243"), "left behind");
    }

    @Test
    void whatABuildLeavesRunningEndsWithIt() throws IOException {
        built(build("FROM %s\nRUN (setsid sleep 4244 >/dev/null 2>&1 &); echo done\n", Map.of()));

        assertFalse(runs("sleep 4244"), "left behind");
    }

    @Test
    void nothingOfABuildRemainsButTheImage() throws IOException {
        built(build("FROM %s\nRUN echo made >/made\n", Map.of()));

        try (var left = Files.list(directory.resolve("builds"))) {
            assertEquals(List.of(), left.toList());
        }
    }

    @Test
    void aBuildSeesNoOtherProcessAndNoDisk() throws IOException {
        built(build(
                "FROM %s\nRUN ! grep -x java /proc/[0-9]*/comm && grep -x buildah /proc/1/comm"
                        + " && test -z \"$(find /dev -type b)\" && ! mknod /disk b 8 0\n",
                Map.of()));
    }

    @Test
    void aDockerfileCannotStandOnADirectoryOfThisMachine() throws IOException {
        write("FROM oci:" + candidateLayout + "\nRUN echo no\n");

        var failed = assertInstanceOf(BuildResult.Failed.class, builder.build(order(Duration.ofMinutes(2))));

        assertTrue(failed.reason().contains("rejected by policy"), failed.reason());
    }

    @Test
    void aDockerfileThatIsALinkOutOfTheRepositoryIsNotRead() throws IOException {
        Files.createSymbolicLink(context.resolve("Dockerfile"), Path.of("/etc/passwd"));

        var failed = assertInstanceOf(BuildResult.Failed.class, builder.build(order(Duration.ofMinutes(2))));

        assertTrue(failed.reason().contains("leads out of the repository"), failed.reason());
    }

    private BuildResult build(String dockerfile, Map<String, String> arguments) throws IOException {
        write(dockerfile.formatted(repository() + ":12@" + candidate));
        return builder.build(new BuildOrder(
                context,
                "Dockerfile",
                arguments,
                Platform.LINUX_AMD64,
                directory.resolve("image"),
                Duration.ofMinutes(2)));
    }

    private BuildOrder order(Duration limit) {
        return new BuildOrder(context, "Dockerfile", Map.of(), Platform.LINUX_AMD64, directory.resolve("image"), limit);
    }

    private void write(String dockerfile) throws IOException {
        Files.writeString(context.resolve("Dockerfile"), dockerfile);
    }

    private static String repository() {
        return parts.host() + "/tiny/debian";
    }

    private static CandidateUse use() throws IOException {
        return new CandidateUse(candidate, Layout.read(candidateLayout).diffIds());
    }

    private static BuildResult.Built built(BuildResult result) {
        return assertInstanceOf(BuildResult.Built.class, result, result::log);
    }

    private static boolean runs(String command) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(command));
    }
}
