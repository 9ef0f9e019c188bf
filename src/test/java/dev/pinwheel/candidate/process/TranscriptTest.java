package dev.pinwheel.candidate.process;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TranscriptTest {

    @Test
    void keepsAllThatFits() {
        assertEquals("one\ntwo\nthree\n", text(8, 8, "one\ntwo\n", "three\n"));
        assertEquals("", text(8, 8));
    }

    @Test
    void leavesOutTheMiddleAtLineEnds() {
        assertEquals(
                "one\n[… at least 11 bytes left out …]\nseven\n", text(5, 9, "one\ntwo\nthree\n", "four\n", "seven\n"));
    }

    @Test
    void keepsNothingOfTheEndWhereItHasNoRoom() {
        assertEquals("one\n[… at least 4 bytes left out …]\n", text(4, 0, "one\ntwo\n"));
    }

    @Test
    void dropsWhatSteersATerminal() {
        assertEquals("red\n#1 forged\n", text(99, 0, "\u001b[31mr\re\u0007d\u001b[0m\n#1\r forged\n"));
    }

    @Test
    void doesNotBreakCharactersThatComeInPieces() {
        var transcript = new Transcript(99, 0);
        for (var value : "änderung €".getBytes(StandardCharsets.UTF_8)) {
            transcript.append(new byte[] {value}, 1);
        }

        assertEquals("änderung €", transcript.text());
    }

    private static String text(int head, int tail, String... pieces) {
        var transcript = new Transcript(head, tail);
        for (var piece : pieces) {
            var bytes = piece.getBytes(StandardCharsets.UTF_8);
            transcript.append(bytes, bytes.length);
        }
        return transcript.text();
    }
}
