package dev.pinwheel.candidate.buildah;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.candidate.BuildOrder;
import dev.pinwheel.candidate.BuildResult;
import dev.pinwheel.candidate.BuilderSettings;
import dev.pinwheel.candidate.Found;
import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A buildah that misbehaves, as small shell scripts. */
class BuildahBuilderTest {

    @TempDir
    private Path directory;

    @BeforeEach
    void makeContext() throws IOException {
        Files.createDirectory(directory.resolve("context"));
        Files.writeString(directory.resolve("context").resolve("Dockerfile"), "FROM scratch\n");
    }

    @Test
    void aBuildahThatBuildsNothingHasFailed() throws IOException {
        assertEquals(
                "buildah 9.9 could not build Dockerfile: buildah ended well and named no image",
                reason("case \"$*\" in *images*) echo '[]';; esac"));
    }

    @Test
    void aBuildahThatCrashesHasFailed() throws IOException {
        var reason = reason("case \"$*\" in *' bud '*) echo halfway; exit 139;; esac");

        assertEquals("buildah bud exited with code 139: halfway", reason);
    }

    @Test
    void aBuildahThatListsGarbageHasFailed() throws IOException {
        var reason = reason("case \"$*\" in *' images '*) echo garbage;; esac");

        assertTrue(reason.contains("Unrecognized token"), reason);
    }

    @Test
    void aDockerfileThatIsGoneIsTheReason() throws IOException {
        Files.delete(directory.resolve("context").resolve("Dockerfile"));

        var reason = reason("exit 0");

        assertTrue(reason.startsWith("buildah 9.9 could not build Dockerfile: "), reason);
    }

    @Test
    void everyBaseIsPulledAndNothingComesFromACache() throws IOException {
        var called = Files.readString(calls());

        assertTrue(called.contains("bud --layers=false --no-cache --pull-always --platform linux/arm64"), called);
        assertTrue(called.contains("--build-arg=GREETING=hello world"), called);
        assertTrue(called.contains("rmi --all --force"), called);
    }

    @Test
    void aBuildahThatIsNotThereIsMissingWithAHint() {
        var missing = assertInstanceOf(
                Found.Missing.class, BuildahBuilder.find(new Machine(List.of(directory), Containment.GROUP)));

        assertTrue(missing.hint().contains("apt-get install buildah"), missing.hint());
    }

    private Path calls() throws IOException {
        var calls = directory.resolve("calls");
        reason("echo \"$*\" >>" + calls + "; exit 0");
        return calls;
    }

    private String reason(String script) throws IOException {
        var program = Files.writeString(directory.resolve("buildah"), "#!/bin/sh\n" + script + "\n");
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        var machine = new Machine(List.of(directory, Path.of("/usr/bin"), Path.of("/bin")), Containment.GROUP);
        var settings = new BuilderSettings(directory.resolve("builds"), Set.of(), Set.of(), Optional.empty());
        var result = new BuildahBuilder(machine, new Found.Ready("buildah", "9.9", program), settings)
                .build(new BuildOrder(
                        directory.resolve("context"),
                        "Dockerfile",
                        Map.of("GREETING", "hello world"),
                        Platform.parse("linux/arm64"),
                        directory.resolve("image"),
                        Duration.ofSeconds(20)));
        return assertInstanceOf(BuildResult.Failed.class, result).reason();
    }
}
