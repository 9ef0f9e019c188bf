package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DebianVersionTest {

    private static final String ALPHABET = "0019az~+.-";

    @Test
    void agreesWithDpkg() {
        assertAll(dpkgsVerdicts()
                .map(row -> () -> assertEquals(sign(row[1]), signum(row[0], row[2]), () -> String.join(" ", row))));
    }

    @Test
    void isTheOtherWayRoundWhenTurned() {
        assertAll(dpkgsVerdicts()
                .map(row -> () ->
                        assertEquals(-signum(row[0], row[2]), signum(row[2], row[0]), () -> String.join(" ", row))));
    }

    @Test
    void isATotalOrder() {
        var random = new Random(20261121);
        for (var round = 0; round < 20_000; round++) {
            var three = new ArrayList<>(List.of(any(random), any(random), any(random)));
            Collections.sort(three);
            assertTrue(three.getFirst().compareTo(three.getLast()) <= 0, three::toString);
            assertEquals(
                    Integer.signum(three.getFirst().compareTo(three.getLast())),
                    -Integer.signum(three.getLast().compareTo(three.getFirst())),
                    three::toString);
        }
    }

    @Test
    void sortsNumbersOfAnyLength() {
        assertEquals(-1, signum("0~99999999999999999998", "0~99999999999999999999"));
    }

    @Test
    void takesAMissingRevisionForTheLowestOne() {
        assertEquals(0, signum("1.0", "1.0-0"));
        assertEquals(-1, signum("1.0", "1.0-1"));
    }

    @Test
    void isItsTextAgain() {
        assertAll(dpkgsVerdicts()
                .map(row ->
                        () -> assertEquals(row[0], DebianVersion.parse(row[0]).toString())));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "1 2", "a:1", ":1", "1:", "1\n", "é"})
    void refusesWhatIsNoVersion(String text) {
        assertThrows(IllegalArgumentException.class, () -> DebianVersion.parse(text));
    }

    private static DebianVersion any(Random random) {
        var text = new StringBuilder(random.nextInt(4) == 0 ? random.nextInt(3) + ":1" : "1");
        for (var length = random.nextInt(6); length > 0; length--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return DebianVersion.parse(text.toString());
    }

    private static int signum(String left, String right) {
        return Integer.signum(DebianVersion.parse(left).compareTo(DebianVersion.parse(right)));
    }

    private static int sign(String operator) {
        return "<=>".indexOf(operator) - 1;
    }

    private static Stream<String[]> dpkgsVerdicts() {
        try (var table = DebianVersionTest.class.getResourceAsStream("debian-versions.tsv")) {
            return new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
