package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which pins of one tag have drifted apart, and which of them ships. */
class DriftTest {

    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String NEW = "sha256:" + "fedcba9876543210".repeat(4);

    /** A bar stands for a line's end. */
    @ParameterizedTest
    @CsvSource({
        "FROM a:1@OLD|FROM a:1@NEW, true",
        "FROM a:1@OLD|FROM docker.io/library/a:1@NEW, true",
        "FROM a:1@OLD|FROM a:2@NEW, false",
        "FROM a:1@OLD|FROM a:1, false",
        "FROM --platform=linux/amd64 a:1@OLD|FROM a:1@NEW, true",
        "FROM --platform=linux/amd64 a:1@OLD|FROM --platform=linux/arm64 a:1@NEW, false",
    })
    void isOneTagAtTwoDigests(String file, boolean isDrift) {
        var dockerfile = file.replace('|', '\n').replace("OLD", OLD).replace("NEW", NEW);

        assertEquals(
                isDrift,
                Drift.in(Pins.in(InMemoryTree.of("Dockerfile", dockerfile))).isAny());
    }

    @Test
    void whatIsOverriddenOrOnlyListedDoesNotShip() {
        var tree = InMemoryTree.of("Dockerfile", "ARG P=a:1@" + OLD + "\nFROM $P\n")
                .and("compose.yaml", "services: {s: {build: {args: {P: 'a:1@" + NEW + "'}}}}")
                .and("b/Makefile", "P = b:1@" + OLD + "\n")
                .and("BASE_IMAGE_DIGESTS.md", "| Image | Digest |\n|-|-|\n| c:1 | " + OLD + " |\n");

        assertEquals(
                List.of("a:1@" + NEW),
                Pins.in(tree).pins().stream()
                        .filter(FoundPin::ships)
                        .map(FoundPin::written)
                        .toList());
    }
}
