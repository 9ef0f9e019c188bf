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
        var read = Dockerfile.parse("Dockerfile", dockerfile.content(REGISTRY, DIGEST, List.of()))
                .images();

        var faults = read.faults().stream()
                .map(fault -> String.valueOf(fault.line()))
                .toList();
        assertEquals(dockerfile.words("rejected"), faults, read.faults().toString());
        if (!dockerfile.facts().containsKey("names")) {
            var pulls = read.uses().stream()
                    .map(use -> Reference.parse(use.reference().toString()).toString())
                    .map(reference -> reference.substring(REGISTRY.length() + 1).replace(DIGEST, "DIG"))
                    .toList();
            assertEquals(dockerfile.pulls(), pulls);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenWhereItIsSaidToBe(Corpus.Case dockerfile) {
        var content = dockerfile.content(REGISTRY, DIGEST, List.of());
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
