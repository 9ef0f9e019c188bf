package dev.pinwheel.pin;

import static dev.pinwheel.pin.Moving.NEW;
import static dev.pinwheel.pin.Moving.OLD;
import static dev.pinwheel.pin.Moving.move;
import static dev.pinwheel.pin.Moving.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of a repository's table of base images. */
class DigestTableReaderTest {

    private static final String FILE = "docs/BASE_IMAGE_DIGESTS.md";

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "# Bases\n\n| Image | Tag | Digest |\n|---|:-:|--:|\n| a | 1 | OLD |\n",
                "| Used by | Digest | Base image | Tag |\r\n|-|-|-|-|\r\n| `x` | `OLD` | `docker.io/library/a` | `1` |\r\n",
                "Image|Tag|Digest\n-|-|-\na|1|OLD",
                "| Image | Digest | Note |\n|---|---|---|\n| a:1 | OLD | x \\| y |\n",
                "| Reference |\n|---|\n| a:1@OLD |\n",
                "| # | Pin |\n|---|---|\n| ä | [`a:1@OLD`](https://example.com/a) |\n",
                "| Image | Tag | Digest |\n|---|---|---|\n| **a** | __1__ | *OLD* |\n",
                "| Image | Tag | Digest |\n|---|---|---|\n| [**`a`**](http://x/a) | **`1`** | `OLD` |\n",
                "| Image | Tag | Digest |\n|---|---|---|\n| [`a`](http://x/a|b) | `1` | `OLD` |\n",
                "| Image | Tag | Digest |\n|---|---|---|\n| [a](http://x/a\\|b(c)) | 1 | OLD |\n",
                "| Image |\n|---|\n| `a:1@OLD` |\n\n| Other | Tag |\n|---|---|\n| b | 2 |\n",
                "```\n| Image | Tag | Digest |\n|---|---|---|\n| b | 2 | OLD |\n```\n\n| Pin |\n|---|\n| a:1@OLD |\n",
                "| b | 2 |\n| Image | Tag | Digest |\n| --- | --- | --- |\n| a | 1 | OLD |\ntext\n| b | 2 | x |\n",
            })
    void aPinIsFoundAndMoved(String file) throws RefusedEditException {
        var tree = InMemoryTree.of(FILE, file.replace("OLD", OLD));

        var changed = move(tree);

        assertEquals(List.of(), Pins.in(tree).problems());
        assertEquals(1, Pins.in(tree).pins().size());
        var expected = file.contains("```") ? file.replaceFirst("2 \\| OLD", "2 | " + OLD) : file;
        assertEquals(expected.replace("OLD", NEW), text(changed, FILE));
    }

    @Test
    void theTableMovesWithTheDockerfile() throws RefusedEditException {
        var tree = InMemoryTree.of("Dockerfile", "FROM a:1@" + OLD)
                .and(FILE, "| Image | Tag | Digest |\n|-|-|-|\n| a | 1 | " + OLD + " |\n| b | 1 | " + OLD + " |\n");

        var changed = move(tree);

        assertEquals(Set.of("Dockerfile", FILE), changed.keySet());
        assertEquals(
                "| Image | Tag | Digest |\n|-|-|-|\n| a | 1 | " + NEW + " |\n| b | 1 | " + OLD + " |\n",
                text(changed, FILE));
    }

    @Test
    void aTableThatFellBehindIsDrift() {
        var tree = InMemoryTree.of("Dockerfile", "FROM a:1@" + OLD)
                .and(FILE, "| Image | Tag | Digest |\n|-|-|-|\n| a | 1 | " + NEW + " |\n");

        assertTrue(Drift.in(Pins.in(tree)).isAny());
    }

    @Test
    void everyCellKnowsItsBytes() {
        var file = "| Image | Tag | Digest | Platform |\n|-|-|-|-|\n| a | 1 | " + OLD + " | linux/arm64 |\n";

        var pin = Pins.in(InMemoryTree.of(FILE, file)).pins().getFirst();

        assertEquals(Optional.of("linux/arm64"), pin.platform());
        assertEquals(
                new UsedBy(FILE, 3, "table", Optional.empty()), pin.usedBy().getFirst());
        assertEquals(
                List.of("IMAGE a", "TAG 1", "DIGEST " + OLD),
                pin.sites().stream()
                        .map(site -> site.part() + " " + file.substring(site.start(), site.end()))
                        .toList());
    }

    @Test
    void aRowThatNamesNoImageIsAProblemAndTheOthersCount() {
        var file = "| Image | Tag | Digest |\n|-|-|-|\n| A | 1 | " + OLD + " |\n| a | 1 | " + OLD + " |\n| | | |\n";

        var report = Pins.in(InMemoryTree.of(FILE, file));

        assertEquals(3, report.problems().getFirst().line());
        assertEquals(1, report.pins().size());
    }
}
