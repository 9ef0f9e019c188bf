package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A file that is made to hurt is a problem within bounds, and the rest of the directory is read. */
class HostileFilesTest {

    private static final Duration BOUND = Duration.ofSeconds(20);
    private static final int MEGABYTE = Pins.MAX_FILE_SIZE;
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);
    private static final List<String> KINDS = List.of(
            "Dockerfile",
            "compose.yaml",
            ".github/workflows/x.yml",
            "Makefile",
            "docker-bake.hcl",
            "docker-bake.json",
            "BASE_IMAGE_DIGESTS.md",
            ".devcontainer/devcontainer.json");

    @TempDir
    Path directory;

    static List<String> kinds() {
        return KINDS;
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void fiftyMegabytesAreNotRead(String kind) throws IOException {
        try (var file = new RandomAccessFile(place(kind).toFile(), "rw")) {
            file.setLength(50L * MEGABYTE);
        }

        assertEquals(List.of(kind + ": cannot be read: larger than " + MEGABYTE + " bytes"), problems());
    }

    static Stream<Arguments> longLines() {
        return Stream.of(" ", "[", "{", "|", "\"", "\\", "$", "ä", "a: ", "${", "&a *a ")
                .flatMap(piece -> KINDS.stream().map(kind -> Arguments.of(kind, piece)));
    }

    @ParameterizedTest
    @MethodSource("longLines")
    void aLineOfAMegabyteIsBounded(String kind, String piece) throws IOException {
        write(kind, piece.repeat(MEGABYTE / piece.length()));

        problems();
    }

    @ParameterizedTest
    @ValueSource(strings = {"compose.yaml", ".github/workflows/x.yml"})
    void aLineThatTheParserWouldCopyAgainAndAgainIsRefused(String kind) throws IOException {
        write(kind, "a: b\n" + "\\".repeat(MEGABYTE - 10));

        assertEquals(List.of(kind + ":2: longer than 65536 bytes"), problems());
    }

    @Test
    void aProblemQuotesNoMoreThanAThousandCharacters() throws IOException {
        write("Dockerfile", "FROM " + "A".repeat(60_000));

        assertTrue(problems().getFirst().length() < 1100);
    }

    @Test
    void manyBuildsOfOneLargeDockerfileAreBounded() throws IOException {
        write("Dockerfile", "ARG A=b\nFROM $A\n" + "#\n".repeat(MEGABYTE / 2 - 20));
        write(
                "compose.yaml",
                "services:\n"
                        + IntStream.range(0, 20_000)
                                .mapToObj(i -> " s" + i + ": {build: {args: {A: x" + i + "}}}\n")
                                .collect(Collectors.joining()));

        assertTrue(problems().stream().anyMatch(problem -> problem.contains("64 MiB of ")));
    }

    @Test
    void manyFilesThatAreEachWithinBoundsAreSoTogether() throws IOException {
        for (var i = 0; i < 70; i++) {
            write("x" + i + "/Makefile", "#".repeat(MEGABYTE));
        }

        var problems = Pins.in(DirectoryTree.of(directory.resolve("tree"))).problems();

        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().reason().contains("64 MiB of "));
    }

    @Test
    void problemsAndImagesAreCounted() throws IOException {
        write("Dockerfile", "FROM a\n" + "COPY --from=$X a b\n".repeat(20_000));
        write(
                "x/Dockerfile",
                IntStream.range(0, 80_000).mapToObj(i -> "FROM a" + i + "\n").collect(Collectors.joining()));
        write(
                "y/Dockerfile",
                IntStream.range(0, 80_000).mapToObj(i -> "FROM b" + i + "\n").collect(Collectors.joining()));

        var report = Pins.in(DirectoryTree.of(directory.resolve("tree")));

        assertEquals(10_002, report.problems().size());
        assertEquals(100_000, report.pins().size());
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void aMegabyteOfShortLinesIsBounded(String kind) throws IOException {
        write(kind, "a|a\n-|-\n".repeat(MEGABYTE / 8));

        problems();
    }

    static Stream<Arguments> bombs() {
        return Stream.of(
                Arguments.of("Dockerfile", "RUN " + "x".repeat(70_000), "line greater than"),
                Arguments.of("Dockerfile", "RUN a\n".repeat(100_001), "100000 instructions"),
                Arguments.of("Dockerfile", "FROM " + "${A:-".repeat(10_000), "nested"),
                Arguments.of("Dockerfile", doubling("ARG A%d=$A%d$A%d\n") + "FROM $A99\n", "bytes"),
                Arguments.of(
                        "docker-bake.hcl",
                        doubling("variable A%d { default = \"${A%d}${A%d}\" }\n")
                                + "target t { args = { P = \"${A99}\" } }",
                        ""),
                Arguments.of("docker-bake.hcl", "a = " + "[".repeat(100_000), "nested"),
                Arguments.of("docker-bake.json", "{\"a\":".repeat(100_000), "nested"),
                Arguments.of("docker-bake.json", "target: &a {x: *a}", "not JSON"),
                Arguments.of(".devcontainer/devcontainer.json", "[".repeat(100_000), "nested"),
                Arguments.of("compose.yaml", "services: " + "[".repeat(60_000), "not YAML"),
                Arguments.of("compose.yaml", aliases("a%d: &a%d {x%d: [%s]}\n") + "services: *a40\n", ""),
                Arguments.of("compose.yaml", aliases("a%d: &a%d {x%d: 1, <<: [%s]}\n") + "services: *a40\n", ""),
                Arguments.of("compose.yaml", "services: &s {<<: *s, a: *s, image: *s}\n", ""),
                Arguments.of(
                        ".github/workflows/x.yml", aliases("a%d: &a%d {x%d: 1, <<: [%s]}\n") + "jobs: {j: *a40}\n", ""),
                Arguments.of(".github/workflows/x.yml", "jobs: &j {steps: *j, <<: *j, container: *j}\n", ""));
    }

    /** A hundred variables, each twice the one before. */
    private static String doubling(String line) {
        var first = line.replaceAll("\\$\\{?A%d}?", "0123456789").formatted(0);
        return first
                + IntStream.range(1, 100)
                        .mapToObj(i -> line.formatted(i, i - 1, i - 1))
                        .collect(Collectors.joining());
    }

    /** Forty mappings, each of which has the one before ten times. */
    private static String aliases(String line) {
        return "a0: &a0 {y: z}\n"
                + IntStream.rangeClosed(1, 40)
                        .mapToObj(
                                i -> line.formatted(i, i, i, ("*a" + (i - 1) + " , ").repeat(9) + "*a" + (i - 1) + " "))
                        .collect(Collectors.joining());
    }

    @ParameterizedTest
    @MethodSource("bombs")
    void aBombDoesNotGoOff(String kind, String file, String reason) throws IOException {
        write(kind, file);

        var problems = problems();

        assertTrue(
                reason.isEmpty() || problems.stream().anyMatch(problem -> problem.contains(reason)),
                problems::toString);
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void bytesThatAreNoTextAreBounded(String kind) throws IOException {
        Files.write(
                place(kind), "\u00ff\u00fe\u0000\u00c3(\u00a0\n".repeat(1000).getBytes(StandardCharsets.ISO_8859_1));

        problems();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "compose.yaml→services: {s: {build: ../outside}}",
                "compose.yaml→services: {s: {build: {dockerfile: ../../outside/Dockerfile}}}",
                "docker-bake.hcl→target t { context = \"../outside\" }",
                "docker-bake.json→{\"target\": {\"t\": {\"dockerfile\": \"../outside/Dockerfile\"}}}",
                ".github/workflows/x.yml→jobs: {j: {steps: [{uses: docker/build-push-action@v6, with: {file: ../x}}]}}",
                ".devcontainer/devcontainer.json→{\"build\": {\"dockerfile\": \"../../outside/Dockerfile\"}}",
            })
    void aPathThatLeavesTheDirectoryIsNotFollowed(String kindAndFile) throws IOException {
        Files.createDirectories(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/Dockerfile"), "FROM secret:1@" + DIGEST);
        var parts = kindAndFile.split("→", 2);
        write(parts[0], parts[1]);

        problems();
    }

    @Test
    void veryManyPinsOfOneTagAreComparedInTime() throws IOException {
        var table = IntStream.range(0, 7_000)
                .mapToObj(i -> "| a | 1 | sha256:%064x | linux/p%d |\n".formatted(i, i))
                .collect(Collectors.joining("", "| Image | Tag | Digest | Platform |\n|---|---|---|---|\n", ""));
        Files.writeString(place("x/BASE_IMAGE_DIGESTS.md"), table);
        Files.writeString(place("y/BASE_IMAGE_DIGESTS.md"), table.replace("sha256:0", "sha256:1"));

        assertTimeoutPreemptively(BOUND, () -> {
            var report = Pins.in(DirectoryTree.of(directory));
            assertTrue(Drift.in(report).isAny());
            assertTrue(PinTable.of(report).contains("14000 pinned"), "the table ends with a sum");
        });
    }

    @Test
    void aLinkThatLeavesTheDirectoryOrRunsInACircleIsNotFollowed() throws IOException {
        Files.createDirectories(directory.resolve("outside"));
        Files.writeString(directory.resolve("outside/Dockerfile"), "FROM secret:1@" + DIGEST);
        Files.createSymbolicLink(place("a/Dockerfile"), directory.resolve("outside/Dockerfile"));
        Files.createSymbolicLink(place("b"), directory.resolve("outside"));
        Files.createSymbolicLink(place("c"), directory.resolve("tree"));
        Files.createSymbolicLink(place("compose.yaml"), Path.of("compose.yaml"));

        assertEquals(List.of(), problems());
    }

    private Path place(String path) throws IOException {
        var file = directory.resolve("tree").resolve(path);
        Files.createDirectories(file.getParent());
        return file;
    }

    private void write(String path, String content) throws IOException {
        Files.writeString(place(path), content);
    }

    /** The problems of the tree, in which there is one more file, which is read in any case. */
    private List<String> problems() throws IOException {
        write("z/Dockerfile", "FROM good:1@" + DIGEST);
        var tree = DirectoryTree.of(directory.resolve("tree"));
        var report = assertTimeoutPreemptively(BOUND, () -> Pins.in(tree));
        assertEquals(Set.of(Watch.parse("good:1")), report.pinned().keySet());
        return report.problems().stream().map(Problem::toString).toList();
    }
}
