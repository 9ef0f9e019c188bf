package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever is in a file: reading it ends, and an edit changes the digest's bytes or nothing. */
class HostileFilesTest {

    private static final int ROUNDS = 2_000;
    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final Digest NEW = Digest.parse("sha256:" + "fedcba9876543210".repeat(4));
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Dockerfile",
                "compose.yaml",
                ".github/workflows/x.yml",
                "Makefile",
                "docker-bake.hcl",
                "docker-bake.json",
                "BASE_IMAGE_DIGESTS.md",
                ".devcontainer/devcontainer.json"
            })
    void readingEndsAndEditsAreExact(String path) {
        var random = new Random(path.hashCode());

        assertTimeoutPreemptively(Duration.ofMinutes(2), () -> {
            for (var round = 0; round < ROUNDS; round++) {
                edit(path, file(random));
            }
        });
    }

    private static byte[] file(Random random) {
        var file = new StringBuilder();
        for (var i = random.nextInt(60); i >= 0; i--) {
            file.append(PIECES.get(random.nextInt(PIECES.size())));
        }
        return file.toString().getBytes(StandardCharsets.ISO_8859_1);
    }

    private static void edit(String path, byte[] file) {
        var tree = new InMemoryTree(Map.of(path, file));
        for (var found : Pins.in(tree).pins()) {
            for (var pin : found.pin().stream().toList()) {
                try {
                    var changed = Repin.move(tree, pin.watch(), NEW).getOrDefault(path, file);
                    assertEquals(without(file), without(changed));
                } catch (RefusedEditException refused) {
                    assertEquals(path, refused.file());
                }
            }
        }
    }

    /** The file with every digit of a digest the same. */
    private static String without(byte[] file) {
        return new String(file, StandardCharsets.ISO_8859_1)
                .replace(OLD, "DIGEST")
                .replace(NEW.toString(), "DIGEST");
    }
}
