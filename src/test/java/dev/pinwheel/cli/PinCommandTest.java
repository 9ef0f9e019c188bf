package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What {@code pinwheel pin} writes and prints. */
class PinCommandTest {

    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String NEW = "sha256:" + "fedcba9876543210".repeat(4);
    private static final String FILE = "# 1\n# 2\n# 3\n# 4\nARG P=a:1@OLD\nFROM $P\nFROM b:1@OLD\n# 8\n# 9\n# 10\n# 11";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @TempDir
    Path directory;

    @Test
    void editsInPlace() throws IOException {
        var file = write(FILE.replace("OLD", OLD));

        assertEquals(0, run("--to", "a:1=" + NEW, "--to", "b:1=" + NEW, directory.toString()));

        assertEquals(FILE.replace("OLD", NEW), Files.readString(file));
        assertEquals("changed Dockerfile\n", out.toString());
    }

    @Test
    void printsThePatchAndChangesNothing() throws IOException {
        var file = write(FILE.replace("OLD", OLD));

        assertEquals(0, run("--diff", "--to", "a:1=" + NEW, directory.toString()));

        assertEquals(FILE.replace("OLD", OLD), Files.readString(file));
        assertEquals("""
                --- a/Dockerfile
                +++ b/Dockerfile
                @@ -2,7 +2,7 @@
                 # 2
                 # 3
                 # 4
                -ARG P=a:1@OLD
                +ARG P=a:1@NEW
                 FROM $P
                 FROM b:1@OLD
                 # 8
                """.replace("OLD", OLD).replace("NEW", NEW), out.toString());
    }

    @Test
    void marksALineThatDoesNotEnd() throws IOException {
        write("FROM a:1@" + OLD);

        run("--diff", "--to", "a:1=" + NEW, directory.toString());

        assertTrue(out.toString().endsWith(NEW + "\n\\ No newline at end of file\n"), out.toString());
    }

    @Test
    void pinsABareTagWhereThatIsAskedFor() throws IOException {
        var file = write("ARG P='a:1'\r\nFROM $P AS x\r\nFROM a:1@" + OLD + "\r\nFROM a:2\r\nFROM a");

        assertEquals(0, run("--add", "--to", "a:1=" + NEW, directory.toString()));

        assertEquals(
                "ARG P='a:1@NEW'\r\nFROM $P AS x\r\nFROM a:1@NEW\r\nFROM a:2\r\nFROM a".replace("NEW", NEW),
                Files.readString(file));
    }

    @Test
    void leavesABareTagWhereThatIsNotAskedFor() throws IOException {
        var file = write("FROM a:1\n");

        assertEquals(0, run("--to", "a:1=" + NEW, directory.toString()));

        assertEquals("FROM a:1\n", Files.readString(file));
    }

    @Test
    void refusesToPinATagThatIsPutTogether() throws IOException {
        var file = write("ARG T=1\nFROM a:$T\nRUN x $T\n");

        assertEquals(1, run("--add", "--to", "a:1=" + NEW, directory.toString()));

        assertEquals("ARG T=1\nFROM a:$T\nRUN x $T\n", Files.readString(file));
        assertTrue(err.toString().contains("is put together from pieces"), err.toString());
    }

    @Test
    void movesWhatTheConfigurationsMatchersFind() throws IOException {
        var file = Files.writeString(directory.resolve("a.tf"), "image = \"mirror.example.com/b:1@" + OLD + "\"\n");
        var configuration = Files.writeString(directory.resolve("pinwheel.yaml"), """
                matchers: [{files: '*.tf', pattern: '"(?<reference>[^"]+)"'}]
                aliases: {mirror.example.com: docker.io/library}
                """);

        assertEquals(0, run("--config", configuration.toString(), "--to", "b:1=" + NEW, directory.toString()));

        assertEquals("image = \"mirror.example.com/b:1@" + NEW + "\"\n", Files.readString(file));
    }

    @Test
    void changesNothingWhereItRefuses() throws IOException {
        var content = "ARG D=" + OLD + "\nFROM a:1@$D\nFROM b:1@$D\n";
        var file = write(content);

        assertEquals(1, run("--to", "a:1=" + NEW, directory.toString()));

        assertEquals(content, Files.readString(file));
        assertTrue(err.toString().contains("nothing was changed"), err.toString());
    }

    @Test
    void keepsAFilesPermissionsAndLeavesNothingBesideIt() throws IOException {
        var file = write("FROM a:1@" + OLD);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-x--x"));

        run("--to", "a:1=" + NEW, directory.toString());

        assertEquals("rwxr-x--x", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (var files = Files.list(directory)) {
            assertEquals(List.of(file), files.toList());
        }
    }

    @Test
    void saysWhereAPatchCannotHoldWhatAFileHolds() throws IOException {
        var latin = ("# caf\u00E9\nFROM a:1@" + OLD).getBytes(StandardCharsets.ISO_8859_1);
        var file = Files.write(directory.resolve("Dockerfile"), latin);

        assertEquals(1, run("--diff", "--to", "a:1=" + NEW, directory.toString()));
        assertTrue(err.toString().contains("Dockerfile: is not UTF-8"), err.toString());

        assertEquals(0, run("--to", "a:1=" + NEW, directory.toString()));
        assertArrayEquals(
                ("# caf\u00E9\nFROM a:1@" + NEW).getBytes(StandardCharsets.ISO_8859_1), Files.readAllBytes(file));
    }

    @Test
    void saysThatNothingIsToBeMoved() throws IOException {
        write("FROM a:1@" + NEW);

        assertEquals(0, run("--to", "a:1=" + NEW, directory.toString()));

        assertTrue(err.toString().contains("nothing to move: no pin in " + directory), err.toString());
    }

    @Test
    void refusesWhatIsNoDigest() {
        assertEquals(2, run("--to", "a:1=latest", directory.toString()));
        assertEquals(2, run("--to", "a=" + NEW, directory.toString()));
    }

    @Test
    void refusesTwoDigestsForOneTag() throws IOException {
        var file = write("FROM a:1@" + OLD);

        assertEquals(2, run("--to", "a:1=" + NEW, "--to", "docker.io/library/a:1=" + OLD, directory.toString()));

        assertEquals("FROM a:1@" + OLD, Files.readString(file));
        assertTrue(
                err.toString().contains("two digests for docker.io/library/a:1, " + NEW + " and " + OLD),
                err.toString());
    }

    @Test
    void takesTheSameTwice() throws IOException {
        var file = write("FROM a:1@" + OLD);

        assertEquals(0, run("--to", "a:1=" + NEW, "--to", "docker.io/a:1=" + NEW, directory.toString()));

        assertEquals("FROM a:1@" + NEW, Files.readString(file));
    }

    @Test
    void saysWhatToNameWhereSomethingElseIsNamed() {
        assertEquals(2, run("--to", "a:1@" + NEW, directory.toString()));
        assertTrue(err.toString().contains("--to takes REF=DIGEST"), err.toString());
    }

    @Test
    void movesWhatAMirrorsNameStandsFor() throws IOException {
        var file = write("FROM mirror.example.com/b:1@" + OLD);
        var configuration = Files.writeString(
                directory.resolve("pinwheel.yaml"), "aliases: {mirror.example.com: docker.io/library}\n");

        var to = "mirror.example.com/b:1=" + NEW;
        assertEquals(0, run("--config", configuration.toString(), "--to", to, directory.toString()));

        assertEquals("FROM mirror.example.com/b:1@" + NEW, Files.readString(file));
    }

    private Path write(String content) throws IOException {
        return Files.writeString(directory.resolve("Dockerfile"), content);
    }

    private int run(String... arguments) {
        return new CommandLine(new PinCommand())
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
