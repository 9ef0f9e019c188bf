package dev.pinwheel.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AliasesTest {

    private static final Aliases ALIASES = new Aliases(Map.of(
            "mirror.example.com/hub", "docker.io",
            "mirror.example.com/hub/ours", "localhost:5000/team",
            "mirror.example.com/py", "docker.io/library/python"));

    @ParameterizedTest
    @CsvSource({
        "mirror.example.com/hub/python, docker.io/library/python",
        "mirror.example.com/hub/a/b, docker.io/a/b",
        "mirror.example.com/hub/ours/a, localhost:5000/team/a",
        "mirror.example.com/py, docker.io/library/python",
        "mirror.example.com/hubs/a, mirror.example.com/hubs/a",
        "mirror.example.com/pypy, mirror.example.com/pypy",
        "python, docker.io/library/python",
    })
    void theLongestAliasSaysWhatIsMeant(String written, String meant) {
        assertEquals(meant, ALIASES.meant(Reference.parse(written).repository()).toString());
    }

    @Test
    void aReferenceKeepsItsTagAndDigest() {
        var end = ":1@sha256:" + "ab".repeat(32);

        assertEquals(
                "docker.io/library/a" + end,
                ALIASES.meant(Reference.parse("mirror.example.com/hub/a" + end)).toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "hub", "python", "mirror.example.com/Hub", "https://mirror.example.com", "docker.io/"})
    void aNameIsWrittenInFull(String name) {
        assertThrows(IllegalArgumentException.class, () -> new Aliases(Map.of(name, "docker.io")));
        assertThrows(IllegalArgumentException.class, () -> new Aliases(Map.of("mirror.example.com", name)));
    }
}
