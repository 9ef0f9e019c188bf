package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

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
            "build-args: |\n",
            "| Image | Tag | Digest |\n|-|-|-|\n",
            "| ",
            "`",
            "// ",
            "/*",
            "\"image\": \"",
            ",",
            ": ");

    @Property(tries = TRIES)
    void whatIsFoundIsWrittenWhereItIsSaidToBe(@ForAll("paths") String path, @ForAll("files") byte[] file) {
        var tree = new InMemoryTree(Map.of(path, file));
        var content = new String(file, StandardCharsets.ISO_8859_1);

        var report = assertTimeoutPreemptively(BOUND, () -> Pins.in(tree, DIALECT));

        for (var pin : report.pins()) {
            var at = 0;
            for (var site : pin.sites()) {
                var bytes = content.substring(site.start(), site.end());
                at = pin.written().indexOf(bytes, at) + bytes.length();
                assertTrue(at >= bytes.length(), () -> bytes + " is not in " + pin.written());
                assertEquals(content.substring(0, site.start()).split("\n", -1).length, site.line());
                assertEquals(site.part() == PinSite.Part.REFERENCE, bytes.equals(pin.written()), pin::toString);
            }
        }
    }

    @Property(tries = TRIES)
    void anEditChangesDigestsAlone(@ForAll("paths") String path, @ForAll("files") byte[] file) {
        var tree = new InMemoryTree(Map.of(path, file));
        for (var pin : Pins.in(tree, DIALECT).pinned().keySet()) {
            try {
                var changed = Repin.move(tree, pin, NEW, new PinReader(DIALECT)).getOrDefault(path, file);
                assertEquals(withoutDigests(file), withoutDigests(changed));
            } catch (RefusedEditException refused) {
                assertEquals(path, refused.file());
            }
        }
    }

    @Provide
    Arbitrary<String> paths() {
        return Arbitraries.of(PATHS);
    }

    @Provide
    Arbitrary<byte[]> files() {
        var bytes = Arbitraries.integers().between(0, 255).map(b -> String.valueOf((char) b.intValue()));
        return Arbitraries.frequencyOf(Tuple.of(15, Arbitraries.of(PIECES)), Tuple.of(1, bytes))
                .list()
                .ofMaxSize(60)
                .map(pieces -> String.join("", pieces).getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String withoutDigests(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1)
                .replace(OLD, "DIGEST")
                .replace(NEW.toString(), "DIGEST");
    }
}
