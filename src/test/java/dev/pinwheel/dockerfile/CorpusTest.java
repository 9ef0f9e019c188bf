package dev.pinwheel.dockerfile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Reference;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What Pinwheel makes of each Dockerfile of the corpus. */
class CorpusTest {

    private static final String REGISTRY = "registry.example:5000";
    private static final String DIGEST = "sha256:" + "0123456789abcdef".repeat(4);

    static Stream<Corpus.Case> cases() {
        return Corpus.cases().stream();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isReadAsTheCorpusSays(Corpus.Case dockerfile) {
        var placed = dockerfile.at(REGISTRY, DIGEST);
        var read = Dockerfile.parse("Dockerfile", placed.content()).images(placed.request());

        var faults = read.faults().stream()
                .map(fault -> String.valueOf(fault.line()))
                .toList();
        assertEquals(dockerfile.words("rejected"), faults, read.faults().toString());
        if (!dockerfile.facts().containsKey("names")) {
            assertEquals(dockerfile.pulls(), names(placed, read.uses()));
        }
        if (dockerfile.facts().containsKey("needs")) {
            assertEquals(dockerfile.words("needs"), names(placed, read.needed()));
        }
        assertEquals(
                dockerfile.words("depends"),
                read.doubts().stream()
                        .map(doubt -> String.valueOf(doubt.line()))
                        .toList());
    }

    private static List<String> names(Corpus.Placed placed, List<ImageUse> uses) {
        return uses.stream()
                .map(use -> Reference.parse(use.reference().toString()).toString())
                .map(placed::shortened)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenWhereItIsSaidToBe(Corpus.Case dockerfile) {
        var placed = dockerfile.at(REGISTRY, DIGEST);
        var content = placed.content();
        var bytes = new String(content, StandardCharsets.ISO_8859_1);

        for (var use : Dockerfile.parse("Dockerfile", content).images().uses()) {
            var from = 0;
            for (var span : use.reference().spans()) {
                var written = bytes.substring(span.start(), span.end());
                from = use.reference().chars().indexOf(written, from) + written.length();
                assertTrue(from >= written.length(), use.reference() + " lacks " + written);
            }
        }
    }

    @Test
    void isLargeEnough() {
        assertTrue(Corpus.cases().size() >= 150);
    }
}
