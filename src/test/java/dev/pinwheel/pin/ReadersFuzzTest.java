package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

/** Whatever is in a file: reading it ends soon, says where things are, and an edit changes digests alone. */
class ReadersFuzzTest {

    private static final Duration BOUND = Duration.ofSeconds(10);
    private static final int TRIES = 4_000;
    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Digest NEW = Digest.parse("sha256:" + "fedcba9876543210".repeat(4));
    private static final Dialect DIALECT = new Dialect(
            List.of(Matcher.of("*.txt", Pattern.compile("(?<image>[a-z]+)(:(?<tag>\\w+))?(@(?<digest>\\S+))?"))),
            Aliases.NONE);
    private static final List<String> PATHS = List.of(
            "Dockerfile",
            "compose.yaml",
            ".github/workflows/x.yml",
            "Makefile",
            "docker-bake.hcl",
            "docker-bake.json",
            "docker-bake.override.hcl",
            "compose.override.yaml",
            ".env",
            "base.txt",
            "BASE_IMAGE_DIGESTS.md",
            ".devcontainer/devcontainer.json",
            "x.txt");
    private static final List<String> PIECES = List.of(
            "FROM ",
            "ARG ",
            "COPY --from=",
            "RUN --mount=from=",
            "ONBUILD ",
            "RUN <<EOF\n",
            "EOF\n",
            "# syntax=",
            "# escape=`\n",
            "\\\n",
            "`\n",
            "\r\n",
            "\n",
            " ",
            "\t",
            "a:1",
            "@",
            OLD,
            "a:1@" + OLD,
            "X=",
            "$X",
            "${X}",
            "${X:-",
            "${X##",
            "${X/",
            "/",
            "*",
            "}",
            "'",
            "\"",
            "\\",
            "<<",
            "[\"",
            "\"]",
            " AS x\n",
            "$",
            "{",
            "\u00c3\u00a4",
            "\u00ff",
            "\u0000",
            "\u00ef\u00bb\u00bf",
            "services:\n",
            "  s:\n",
            "    image: ",
            "    build: ",
            "&a ",
            "*a",
            "<<: *a\n",
            "args:\n",
            "dockerfile_inline: |\n",
            "jobs:\n",
            "- ",
            "container: ",
            "${{ env.X }}",
            "${{ 'a:1' }}",
            "include: [{path: base.txt, env_file: ",
            "volumes: [{type: image, source: ",
            "with: {i: ",
            "$(X)",
            " := ",
            "override X = ",
            "\\u0040",
            "**",
            "[a](",
            "build-args: |\n",
            "| Image | Tag | Digest |\n|-|-|-|\n",
            "| ",
            "`",
            "// ",
            "/*",
            "\"image\": \"",
            ",",
            ": ",
            "target t {",
            "variable V { default = ",
            "V",
            " = ",
            " == ",
            " ? ",
            "matrix = { v = [",
            "${v}",
            "$${",
            "args = { X = ",
            "inherits = [\"t\"]\n",
            "dockerfile: base.txt\n",
            "extends: s\n",
            "include: [",
            "!reset ",
            "build-contexts: ",
            "docker-image://",
            "strategy: {matrix: {v: [",
            "${{ matrix.v }}",
            "uses: docker/build-push-action@v6\n",
            "${localEnv:X:",
            "\"build\": {\"dockerfile\": \"../base.txt\", \"args\": {\"X\": \"");

    @Property(tries = TRIES)
    void whatIsFoundIsWrittenWhereItIsSaidToBe(@ForAll("trees") Map<String, byte[]> files) {
        var report = assertTimeoutPreemptively(BOUND, () -> Pins.in(new InMemoryTree(files), DIALECT));

        for (var pin : report.pins()) {
            var at = 0;
            for (var site : pin.sites()) {
                var content = new String(files.get(site.file()), StandardCharsets.ISO_8859_1);
                var bytes = content.substring(site.start(), site.end());
                at = pin.written().indexOf(bytes, at) + bytes.length();
                assertTrue(at >= bytes.length(), () -> bytes + " is not in " + pin.written());
                assertEquals(content.substring(0, site.start()).split("\n", -1).length, site.line());
                assertEquals(site.part() == PinSite.Part.REFERENCE, bytes.equals(pin.written()), pin::toString);
            }
        }
    }

    @Property(tries = TRIES)
    void anEditChangesDigestsAlone(@ForAll("trees") Map<String, byte[]> files) {
        var tree = new InMemoryTree(files);
        var report = Pins.in(tree, DIALECT);
        for (var watch : report.pinned().keySet()) {
            try {
                var changed = Repin.move(tree, watch, NEW, new PinReader(DIALECT));
                for (var path : files.keySet()) {
                    assertSameOutside(sites(report, watch, path), files.get(path), changed.get(path));
                }
            } catch (RefusedEditException refused) {
                assertTrue(files.containsKey(refused.file()) || refused.file().equals("the tree"), refused::file);
            }
        }
    }

    private static List<PinSite> sites(PinReport report, Watch watch, String path) {
        return report.pins().stream()
                .filter(pin -> pin.watch().equals(Optional.of(watch)))
                .flatMap(pin -> pin.sites().stream())
                .filter(site -> site.file().equals(path))
                .filter(site -> site.part() == PinSite.Part.REFERENCE || site.part() == PinSite.Part.DIGEST)
                .toList();
    }

    /** Both digests are of one length, so a byte outside of them stays in its place. */
    private static void assertSameOutside(List<PinSite> sites, byte[] before, byte @Nullable [] after) {
        if (after == null) {
            return;
        }
        assertEquals(before.length, after.length);
        for (var i = 0; i < before.length; i++) {
            var at = i;
            assertTrue(
                    before[i] == after[i]
                            || sites.stream()
                                    .anyMatch(site ->
                                            at >= site.end() - OLD.length() && at >= site.start() && at < site.end()),
                    () -> "byte " + at + " is in no digest");
        }
    }

    /** One file, or several that may name each other. */
    @Provide
    Arbitrary<Map<String, byte[]>> trees() {
        return Arbitraries.maps(Arbitraries.of(PATHS), files()).ofMinSize(1).ofMaxSize(3);
    }

    private static Arbitrary<byte[]> files() {
        var bytes = Arbitraries.integers().between(0, 255).map(b -> String.valueOf((char) b.intValue()));
        return Arbitraries.frequencyOf(Tuple.of(15, Arbitraries.of(PIECES)), Tuple.of(1, bytes))
                .list()
                .ofMaxSize(60)
                .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1));
    }
}
