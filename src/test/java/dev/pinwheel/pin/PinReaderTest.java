package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PinReaderTest {

    private static final String OLD = "sha256:" + "0".repeat(64);
    private static final String NEW = "sha256:" + "1".repeat(64);

    private final List<String> read = new ArrayList<>();
    private final PinReader reader = new PinReader(Dialect.STANDARD);

    @Test
    void aContentThatWasReadIsNotReadAgain() {
        var tree = tree(Map.of("a/Dockerfile", "FROM a:1@" + OLD, "b/Dockerfile", "FROM b:1@" + OLD));

        var first = reader.read(tree);
        read.clear();

        assertEquals(first, reader.read(tree));
        assertEquals(List.of(), read);
    }

    @Test
    void ofANewCommitOnlyWhatChangedIsRead() {
        reader.read(tree(Map.of("a/Dockerfile", "FROM a:1@" + OLD, "b/Dockerfile", "FROM b:1@" + OLD)));
        read.clear();

        var next = tree(Map.of("a/Dockerfile", "FROM a:1@" + NEW, "b/Dockerfile", "FROM b:1@" + OLD));

        assertEquals(Pins.in(unnamed(next)), reader.read(next));
        assertEquals(List.of("a/Dockerfile"), read);
    }

    @Test
    void aFileIsReadAgainWhenOneThatItTakesValuesFromHasChanged() {
        var compose = "services: {web: {image: \"a:${TAG}@" + OLD + "\"}}\n";
        reader.read(tree(Map.of("compose.yaml", compose, ".env", "TAG=1\n")));

        var next = tree(Map.of("compose.yaml", compose, ".env", "TAG=2\n"));

        assertEquals(Pins.in(unnamed(next)), reader.read(next));
    }

    @Test
    void aFileIsReadAgainWhenOneThatItLookedForInVainIsThere() {
        var compose = "services: {web: {build: {context: ., dockerfile: x.txt}}}\n";
        reader.read(tree(Map.of("compose.yaml", compose)));

        var next = tree(Map.of("compose.yaml", compose, "x.txt", "FROM a:1@" + OLD));

        assertEquals(Pins.in(unnamed(next)), reader.read(next));
        assertEquals(1, reader.read(next).pins().size());
    }

    @Test
    void aDockerfileIsReadAgainWhenItIsBuiltWithOtherArguments() {
        var dockerfile = "ARG IMAGE=a:1@" + OLD + "\nFROM $IMAGE\n";
        reader.read(tree(Map.of("Dockerfile", dockerfile, "compose.yaml", building("b:1@" + OLD))));

        var next = tree(Map.of("Dockerfile", dockerfile, "compose.yaml", building("c:1@" + OLD)));

        assertEquals(Pins.in(unnamed(next)), reader.read(next));
    }

    @Test
    void whateverFileChangesMemoryAndAFreshReadingAgree() {
        var files = new TreeMap<>(Map.of(
                "Dockerfile", "ARG IMAGE=a:1@" + OLD + "\nFROM $IMAGE\n",
                "compose.yaml", building("${BASE}@" + OLD) + "include: [more.yaml]\n",
                "compose.override.yaml", "services: {web: {build: {args: {IMAGE: \"d:1@" + OLD + "\"}}}}\n",
                "compose.other.yaml", "include: [more.yaml]\n",
                "more.yaml", "services: {db: {image: \"e:1@" + OLD + "\"}}\n",
                ".env", "BASE=b:1\n",
                "docker-bake.hcl", "target \"x\" {\n args = { IMAGE = \"f:1@" + OLD + "\" }\n}\n",
                "docker-bake.override.hcl", "target \"x\" {\n args = { IMAGE = \"g:1@" + OLD + "\" }\n}\n",
                "BASE_IMAGE_DIGESTS.md", "| Image | Tag | Digest |\n|---|---|---|\n| a | 1 | " + OLD + " |\n"));
        files.put("sub/.env", "T=2\n");
        files.put(
                "sub/compose.yaml",
                "services: {db: {image: \"${BASE:-k:1}@" + OLD + "\"}, x: {image: \"l:${T}\"}}\n"
                        + "include: [{path: ../more.yaml, env_file: .env}]\n");
        files.put("compose.sub.yaml", "include: [sub/compose.yaml]\n");
        reader.read(tree(files));

        for (var path : files.keySet()) {
            var changed = new TreeMap<>(files);
            changed.computeIfPresent(
                    path, (same, content) -> content.replace(":1", ":2").replace("| 1", "| 2"));
            assertEquals(Pins.in(unnamed(tree(changed))), reader.read(tree(changed)), path);

            changed.remove(path);
            assertEquals(Pins.in(unnamed(tree(changed))), reader.read(tree(changed)), "without " + path);
            assertEquals(Pins.in(unnamed(tree(files))), reader.read(tree(files)), "again with " + path);
        }
    }

    @Test
    void whatTwoFilesIncludeIsReadForEachOfThem() {
        var files = new TreeMap<>(Map.of(
                "compose.a.yaml", "include: [common.yaml]\n",
                "compose.b.yaml", "include: [common.yaml]\n",
                "common.yaml", "services: {db: {image: \"e:1@" + OLD + "\"}}\n"));
        reader.read(tree(files));

        files.remove("compose.a.yaml");

        assertEquals(Pins.in(unnamed(tree(files))), reader.read(tree(files)));
        assertEquals(1, reader.read(tree(files)).pins().size());
    }

    @Test
    void whatIsWrongWithAFileIsToldForEachThatNeedsIt() {
        var files = new TreeMap<>(Map.of(
                "compose.override.yaml",
                "services: {db: {image: \"e:1@" + OLD + "\"}}\n",
                "compose.yaml",
                "services: [\n"));
        reader.read(tree(files));

        files.remove("compose.override.yaml");

        assertEquals(Pins.in(unnamed(tree(files))), reader.read(tree(files)));
        assertEquals(1, reader.read(tree(files)).problems().size());
    }

    @Test
    void variablesThatCannotBeReadAreToldForEachFileThatNeedsThem() {
        var files = new TreeMap<>(Map.of(
                "compose.a.yaml",
                "services: {a: {image: \"a:1@" + OLD + "\"}}\n",
                "compose.b.yaml",
                "services: {b: {image: \"b:1@" + OLD + "\"}}\n",
                "compose.c.yaml",
                "include: [{path: more.yaml, env_file: c.txt}]\n",
                "more.yaml",
                "services: {c: {image: \"c:1@" + OLD + "\"}}\n",
                ".env",
                "#".repeat(Pins.MAX_FILE_SIZE + 1),
                "c.txt",
                "#".repeat(Pins.MAX_FILE_SIZE + 1)));

        assertEquals(
                List.of(".env", "c.txt", "compose.a.yaml", "compose.b.yaml", "compose.c.yaml", "compose.c.yaml"),
                reader.read(tree(files)).problems().stream().map(Problem::file).toList());
        for (var path : List.copyOf(files.keySet())) {
            var fewer = new TreeMap<>(files);
            fewer.remove(path);
            assertEquals(Pins.in(unnamed(tree(fewer))), reader.read(tree(fewer)), "without " + path);
        }
        files.put(".env", "T=1\n");
        assertEquals(Pins.in(unnamed(tree(files))), reader.read(tree(files)));
    }

    @Test
    void aFileThatWasTooLargeIsReadOnceItIsNot() {
        var files = new TreeMap<>(Map.of(
                "docker-bake.json",
                " ".repeat(Pins.MAX_FILE_SIZE + 1),
                "docker-bake.hcl",
                "target \"x\" {\n contexts = { a = \"docker-image://a:1@" + OLD + "\" }\n}\n"));
        reader.read(tree(files));

        files.put("docker-bake.json", "{}");

        assertEquals(Pins.in(unnamed(tree(files))), reader.read(tree(files)));
        assertEquals(List.of(), reader.read(tree(files)).problems());
    }

    @Test
    void whatIsIncludedTooOftenIsToldInMemoryAsInAFreshReading() {
        var services = IntStream.range(0, 9_000)
                .mapToObj(i -> " s" + i + ": {image: \"e:1@" + OLD + "\"}\n")
                .collect(Collectors.joining("", "services:\n", ""));
        var files = new TreeMap<>(Map.of("common.yaml", services));
        List.of("a", "b", "c").forEach(name -> files.put("compose." + name + ".yaml", "include: [common.yaml]\n"));
        var fresh = Pins.in(unnamed(tree(files)));

        assertTrue(fresh.problems().getFirst().reason().contains("20000 included services"));
        assertEquals(fresh, reader.read(tree(files)));
        assertEquals(fresh, reader.read(tree(files)));
    }

    @Test
    void anEditReadsOnlyTheFilesThatItChanges() throws RefusedEditException {
        var tree = tree(Map.of("a/Dockerfile", "FROM a:1@" + OLD, "b/Dockerfile", "FROM b:1@" + OLD));
        reader.read(tree);
        read.clear();

        Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW), reader);

        assertEquals(List.of("a/Dockerfile"), read);
    }

    private static String building(String image) {
        return "services: {web: {build: {context: ., args: {IMAGE: \"" + image + "\"}}}}\n";
    }

    private Named tree(Map<String, String> contents) {
        var files = new TreeMap<String, byte[]>();
        contents.forEach((path, content) -> files.put(path, content.getBytes(StandardCharsets.UTF_8)));
        var ids = new TreeMap<String, String>();
        files.forEach((path, content) -> ids.put(path, Digest.of(content).toString()));
        return new Named(new InMemoryTree(files), ids, read);
    }

    private static FileTree unnamed(Named tree) {
        return tree.files();
    }

    /** A tree that knows its contents' ids, as git does, and notes what is read. */
    private record Named(InMemoryTree files, Map<String, String> ids, List<String> read) implements FileTree {

        @Override
        public List<String> paths() {
            return files.paths();
        }

        @Override
        public byte[] read(String path, int limit) throws IOException {
            read.add(path);
            return files.read(path, limit);
        }

        @Override
        public Optional<String> contentId(String path) {
            return Optional.ofNullable(ids.get(path));
        }
    }
}
