package dev.pinwheel.ledger;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VerifierKeyTest {

    @Test
    void readsBackWhatItPrints() {
        for (var turn = 0; turn < 64; turn++) {
            var key = new VerifierKey("ledger.example.com/a", Ed25519.newKeys().getPublic());

            assertEquals(key, VerifierKey.parse(key.toString()));
        }
    }

    @Test
    void keysAreTheBytesOfRfc8032() {
        var bytes = HexFormat.of().parseHex("d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a");

        assertArrayEquals(bytes, Ed25519.encode(Ed25519.decode(bytes)));
    }

    @Test
    void anotherNamesIdIsRefused() {
        var text = new VerifierKey("ledger.example.com/a", Ed25519.newKeys().getPublic()).toString();

        assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse("x" + text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "a+b", "a+00000000+", "a+00000000+AA==", "a+00000000+AQ==", "a b+00000000+AQAA"})
    void acceptsOnlyVerifierKeys(String text) {
        assertThrows(IllegalArgumentException.class, () -> VerifierKey.parse(text));
    }

    @Test
    void bytesThatAreNoKeyAreRefused() {
        var tooLarge = new byte[32];
        Arrays.fill(tooLarge, (byte) 0xFF);

        assertThrows(IllegalArgumentException.class, () -> Ed25519.decode(tooLarge));
        assertThrows(IllegalArgumentException.class, () -> Ed25519.decode(new byte[31]));
    }
}
