package dev.pinwheel.source.git;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Source;
import dev.pinwheel.source.Change;
import dev.pinwheel.source.SourceException;
import dev.pinwheel.source.Written;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.lib.FileMode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitSourcesTest {

    private static final Source SOURCE = new Source("https://git.example.org/team/app");
    private static final Instant AT = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    Path directory;

    BareRepository repository;
    GitSources sources;
    String base;

    @BeforeEach
    void commitSomething() throws IOException {
        repository = BareRepository.in(directory.resolve("app.git"));
        base = repository.commit(
                "main",
                List.of(
                        file("Dockerfile", "FROM a\n"),
                        file("deep/er/Dockerfile", "FROM b\n"),
                        file("deep.txt", "beside deep/\n"),
                        new BareRepository.Entry("build.sh", FileMode.EXECUTABLE_FILE, "#!/bin/sh\n"),
                        link("in", "deep/er/Dockerfile"),
                        link("deep/up", "../Dockerfile"),
                        link("out", "../../etc/passwd"),
                        link("root", "/etc/passwd"),
                        link("deep/around", "up/../../../x"),
                        new BareRepository.Entry("module", FileMode.GITLINK, "1".repeat(40))));
        sources = open("cache");
    }

    @AfterEach
    void close() {
        sources.close();
        repository.close();
    }

    private GitSources open(String cache) {
        return open(cache, Limits.DEFAULT);
    }

    private GitSources open(String cache, Limits limits) {
        var origin = new Origin(repository.directory().toString(), Optional.empty(), Optional.empty());
        return new GitSources(directory.resolve(cache), Map.of(SOURCE, origin), Author.PINWHEEL, limits);
    }

    private static BareRepository.Entry file(String path, String text) {
        return new BareRepository.Entry(path, FileMode.REGULAR_FILE, text);
    }

    private static BareRepository.Entry link(String path, String target) {
        return new BareRepository.Entry(path, FileMode.SYMLINK, target);
    }

    private static Change change(String base, String content, Optional<String> expected) {
        var files = Map.of("deep/er/Dockerfile", content.getBytes(UTF_8));
        return new Change("pinwheel/b", base, files, "Move b\n", AT, expected);
    }

    private static void says(String part, Exception failure) {
        var message = String.valueOf(failure.getMessage());
        assertTrue(message.contains(part), message);
    }

    @Test
    void listsTheRegularFilesOfTheDefaultBranch() throws IOException {
        var snapshot = sources.snapshot(SOURCE);

        assertEquals("main", snapshot.branch());
        assertEquals(base, snapshot.commit());
        assertEquals(
                List.of("Dockerfile", "build.sh", "deep.txt", "deep/er/Dockerfile"),
                snapshot.files().paths());
        assertArrayEquals("FROM b\n".getBytes(UTF_8), snapshot.files().read("deep/er/Dockerfile", 100));
    }

    @Test
    void readsTheConfiguredBranch() throws IOException {
        var other = repository.commit("stable", Map.of("Dockerfile", "FROM s\n"));
        var origin = new Origin("file://" + repository.directory(), Optional.of("stable"), Optional.empty());
        try (var stable = new GitSources(directory.resolve("other"), Map.of(SOURCE, origin))) {
            var snapshot = stable.snapshot(SOURCE);

            assertEquals("stable", snapshot.branch());
            assertEquals(other, snapshot.commit());
        }
    }

    @Test
    void seesWhatIsCommittedLaterAndStillReadsWhatWasThereBefore() throws IOException {
        sources.snapshot(SOURCE);
        var later = repository.commit("main", Map.of("Dockerfile", "FROM c\n"));

        var now = sources.snapshot(SOURCE);
        var before = sources.snapshot(SOURCE, "main", base);

        assertEquals(later, now.commit());
        assertArrayEquals("FROM c\n".getBytes(UTF_8), now.files().read("Dockerfile", 100));
        assertArrayEquals("FROM a\n".getBytes(UTF_8), before.files().read("Dockerfile", 100));
    }

    @Test
    void readsAnOlderCommitInANewClone() throws IOException {
        repository.commit("main", Map.of("Dockerfile", "FROM c\n"));

        var before = sources.snapshot(SOURCE, "main", base);

        assertArrayEquals("FROM a\n".getBytes(UTF_8), before.files().read("Dockerfile", 100));
    }

    @Test
    void worksOnAfterAKilledProcessLeftItsLocks() throws IOException {
        sources.snapshot(SOURCE);
        sources.close();
        repository.commit("main", Map.of("Dockerfile", "FROM c\n"));
        try (var clones = Files.list(directory.resolve("cache"))) {
            for (var clone : clones.toList()) {
                Files.createFile(clone.resolve("shallow.lock"));
                Files.createDirectories(clone.resolve("refs/pinwheel"));
                Files.createFile(clone.resolve("packed-refs.lock"));
            }
        }
        sources = open("cache");

        var snapshot = sources.snapshot(SOURCE);

        assertArrayEquals("FROM c\n".getBytes(UTF_8), snapshot.files().read("Dockerfile", 100));
    }

    @Test
    void doesNotReadAFileLargerThanTheLimit() throws IOException {
        var files = sources.snapshot(SOURCE).files();

        var failure = assertThrows(IOException.class, () -> files.read("Dockerfile", 3));

        says("Dockerfile has 7 bytes", failure);
    }

    @Test
    void doesNotReadACommitOfTooManyFiles() {
        try (var small = open("small", new Limits(3, 1 << 20, Limits.DEFAULT.time(), Limits.DEFAULT.silence()))) {
            var failure = assertThrows(SourceException.class, () -> small.snapshot(SOURCE));

            says("more than 3 files", failure);
        }
    }

    @Test
    void saysWhichCommitIsNotThere() {
        var gone = "1234567890".repeat(4);

        var failure = assertThrows(SourceException.class, () -> sources.snapshot(SOURCE, "main", gone));

        says("tried to read commit " + gone, failure);
    }

    @Test
    void saysThatAnEmptyRepositoryHasNoCommit() throws IOException {
        var empty = BareRepository.in(directory.resolve("empty.git"));
        var origin = new Origin(empty.directory().toString(), Optional.empty(), Optional.empty());
        try (empty;
                var reader = new GitSources(directory.resolve("other"), Map.of(SOURCE, origin))) {
            var failure = assertThrows(SourceException.class, () -> reader.snapshot(SOURCE));

            says("no commit", failure);
        }
    }

    @Test
    void saysThatThereIsNoRepository() {
        var origin = new Origin(directory.resolve("nowhere").toString(), Optional.empty(), Optional.empty());
        try (var reader = new GitSources(directory.resolve("other"), Map.of(SOURCE, origin))) {
            var failure = assertThrows(SourceException.class, () -> reader.snapshot(SOURCE));

            says(directory.resolve("nowhere").toString(), failure);
        }
    }

    @Test
    void writesAWorkTreeWithModesAndWithoutLinksThatLeadOut() throws IOException {
        var target = directory.resolve("work/tree");
        Files.createDirectories(target);
        Files.writeString(target.resolve("left-over"), "x");

        sources.checkOut(SOURCE, base, target);

        assertEquals("FROM b\n", Files.readString(target.resolve("in")));
        assertEquals("FROM a\n", Files.readString(target.resolve("deep/up")));
        assertTrue(Files.isExecutable(target.resolve("build.sh")));
        assertFalse(Files.isExecutable(target.resolve("Dockerfile")));
        try (var paths = Files.walk(target)) {
            var names = paths.filter(path -> !Files.isDirectory(path))
                    .map(path -> target.relativize(path).toString())
                    .sorted()
                    .toList();
            assertEquals(List.of("Dockerfile", "build.sh", "deep.txt", "deep/er/Dockerfile", "deep/up", "in"), names);
        }
    }

    @Test
    void refusesACommitWithGitsOwnDirectoryInIt() throws IOException {
        var hostile = HostileTree.with(repository.repository(), ".GIT", "hooks", FileMode.REGULAR_FILE);
        var commit = repository.commit("main", hostile, "Look here");

        var failure =
                assertThrows(SourceException.class, () -> sources.checkOut(SOURCE, commit, directory.resolve("tree")));

        says("git forbids", failure);
    }

    @Test
    void refusesACommitThatClimbsOut() throws IOException {
        var hostile = HostileTree.with(repository.repository(), "..", "escaped", FileMode.REGULAR_FILE);
        var commit = repository.commit("main", hostile, "Look here");

        assertThrows(SourceException.class, () -> sources.snapshot(SOURCE));
        assertThrows(SourceException.class, () -> sources.checkOut(SOURCE, commit, directory.resolve("tree")));
        assertFalse(Files.exists(directory.resolve("escaped")));
    }

    @Test
    void writesNoFileThroughALinkOfTheSameName() throws IOException {
        var outside = Files.createDirectory(directory.resolve("outside"));
        var hostile = HostileTree.linkAndDirectory(repository.repository(), "a", "../outside", "escaped");
        var commit = repository.commit("main", hostile, "Look here");

        sources.checkOut(SOURCE, commit, directory.resolve("tree"));

        assertFalse(Files.exists(outside.resolve("escaped")));
    }

    @Test
    void refusesALinkWhoseTargetIsNoPath() throws IOException {
        var commit = repository.commit("main", List.of(link("odd", "a\0b")));

        assertThrows(SourceException.class, () -> sources.checkOut(SOURCE, commit, directory.resolve("tree")));
    }

    @Test
    void makesABranchOneCommitOnTopThatChangesNothingElse() throws IOException {
        var written = sources.write(SOURCE, change(base, "FROM c\n", Optional.empty()));

        var done = assertInstanceOf(Written.Done.class, written);
        assertEquals(Optional.of(done.commit()), repository.head("pinwheel/b"));
        assertEquals(List.of(base), repository.parents(done.commit()));
        var expected = repository.files(base);
        expected.put("deep/er/Dockerfile", "100644 FROM c\n");
        assertEquals(expected, repository.files(done.commit()));
        assertTrue(done.diff().contains("\n-FROM b\n+FROM c\n"), done::diff);
    }

    @Test
    void keepsTheModeOfAFileThatItChanges() throws IOException {
        var files = Map.of("build.sh", "#!/bin/bash\n".getBytes(UTF_8));

        var written = sources.write(SOURCE, new Change("pinwheel/b", base, files, "m", AT, Optional.empty()));

        var done = assertInstanceOf(Written.Done.class, written);
        assertEquals("100755 #!/bin/bash\n", repository.files(done.commit()).get("build.sh"));
    }

    @Test
    void makesTheSameCommitOfTheSameChangeWhereverItIsMade() throws IOException {
        var first = sources.write(SOURCE, change(base, "FROM c\n", Optional.empty()));
        repository.delete("pinwheel/b");
        try (var elsewhere = open("elsewhere")) {
            var second = elsewhere.write(SOURCE, change(base, "FROM c\n", Optional.empty()));

            assertEquals(first, second);
        }
    }

    @Test
    void writesTheSameBranchTwiceAsOnce() throws IOException {
        var first = sources.write(SOURCE, change(base, "FROM c\n", Optional.empty()));

        var second = sources.write(SOURCE, change(base, "FROM c\n", Optional.empty()));

        assertEquals(first, second);
    }

    @Test
    void movesTheBranchFromWhereWeLeftIt() throws IOException {
        var first = (Written.Done) sources.write(SOURCE, change(base, "FROM c\n", Optional.empty()));

        var second = sources.write(SOURCE, change(base, "FROM d\n", Optional.of(first.commit())));

        var done = assertInstanceOf(Written.Done.class, second);
        assertEquals(Optional.of(done.commit()), repository.head("pinwheel/b"));
        assertEquals(List.of(base), repository.parents(done.commit()));
    }

    @Test
    void doesNotMoveABranchThatSomebodyCommittedTo() throws IOException {
        var first = (Written.Done) sources.write(SOURCE, change(base, "FROM c\n", Optional.empty()));
        var theirs = repository.commit("pinwheel/b", Map.of("notes", "mine\n"));

        var second = sources.write(SOURCE, change(base, "FROM d\n", Optional.of(first.commit())));

        assertInstanceOf(Written.Moved.class, second);
        assertEquals(Optional.of(theirs), repository.head("pinwheel/b"));
    }

    @Test
    void changesNoFileThatIsNotThere() {
        var files = Map.of("deep/er/Nothing", "x".getBytes(UTF_8));
        var change = new Change("pinwheel/b", base, files, "m", AT, Optional.empty());

        var failure = assertThrows(SourceException.class, () -> sources.write(SOURCE, change));

        says("no regular file", failure);
        assertEquals(Optional.empty(), repository.head("pinwheel/b"));
    }

    @Test
    void writesNoCommitThatChangesNothing() {
        var change = change(base, "FROM b\n", Optional.empty());

        assertThrows(SourceException.class, () -> sources.write(SOURCE, change));

        assertEquals(Optional.empty(), repository.head("pinwheel/b"));
    }
}
