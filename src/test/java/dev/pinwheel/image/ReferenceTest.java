package dev.pinwheel.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What distribution/reference accepts, refuses and normalises. */
class ReferenceTest {

    private static final String HEX = "0123456789abcdef".repeat(4);

    @ParameterizedTest
    @CsvSource({
        "python, docker.io/library/python",
        "python:3.11, docker.io/library/python:3.11",
        "bitnami/redis, docker.io/bitnami/redis",
        "docker.io/python, docker.io/library/python",
        "index.docker.io/python:3, docker.io/library/python:3",
        "ghcr.io/astral-sh/uv:0.5, ghcr.io/astral-sh/uv:0.5",
        "localhost/py, localhost/py",
        "localhost:5000/py/python:3.11, localhost:5000/py/python:3.11",
        "localhost:5000, docker.io/library/localhost:5000",
        "127.0.0.1:5000/a, 127.0.0.1:5000/a",
        "[::1]:5000/a:b, [::1]:5000/a:b",
        "[2001:db8::1]/a, [2001:db8::1]/a",
        "my-registry.example.com:443/a.b/c_d/e__f/g---h:x, my-registry.example.com:443/a.b/c_d/e__f/g---h:x",
        "Registry/a, Registry/a",
        "a/b/c/d/e, docker.io/a/b/c/d/e",
        "python:_x.Y-1, docker.io/library/python:_x.Y-1",
    })
    void isNormalised(String written, String normalised) {
        assertEquals(normalised, Reference.parse(written).toString());
        assertEquals(Reference.parse(written), Reference.parse(normalised));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha512"})
    void knowsBothDigestAlgorithms(String algorithm) {
        var digest = algorithm + ":" + (algorithm.equals("sha256") ? HEX : HEX + HEX);

        var reference = Reference.parse("localhost:5000/python:3.11@" + digest);

        assertEquals(digest, reference.pin().orElseThrow().digest().toString());
        assertEquals(reference, Reference.parse(reference.toString()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ":3.11",
                "Python",
                "bitnami/Redis",
                "python:",
                "python:-x",
                "python@sha256:abc",
                "python@sha1:" + "0123456789abcdef0123456789abcdef01234567",
                "python:3@x:3",
                "a//b",
                "a/",
                "/a",
                "a_",
                "a___b",
                "a._b",
                "-a.example.com/b",
                "a-.example.com/b",
                "a..com/b",
                "host:/a",
                "host:port/a",
                "[::g]/a",
                "a b",
                "a\nb",
                "python:3.11\n",
                "${X}",
            })
    void isRefused(String written) {
        assertThrows(IllegalArgumentException.class, () -> Reference.parse(written));
    }

    @Test
    void refusesWhatCouldBeAnImagesId() {
        assertThrows(IllegalArgumentException.class, () -> Reference.parse(HEX));
    }

    @Test
    void refusesUpperCaseHex() {
        assertThrows(IllegalArgumentException.class, () -> Reference.parse("a@sha256:" + "A".repeat(64)));
    }

    @Test
    void boundsPathAndTag() {
        assertEquals(
                "localhost/" + "a".repeat(255),
                Reference.parse("localhost/" + "a".repeat(255)).toString());
        assertThrows(IllegalArgumentException.class, () -> Reference.parse("localhost/" + "a".repeat(256)));
        assertThrows(IllegalArgumentException.class, () -> Reference.parse("a".repeat(248)));
        assertThrows(IllegalArgumentException.class, () -> Reference.parse("a:" + "b".repeat(129)));
    }

    @Test
    void costsNoMoreThanItsLength() {
        var long1 = "a-".repeat(200_000) + "!/b";
        var long2 = "a__".repeat(200_000) + "!";

        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            assertThrows(IllegalArgumentException.class, () -> Reference.parse("x." + long1));
            assertThrows(IllegalArgumentException.class, () -> Reference.parse(long2));
        });
    }

    @Property(tries = 2_000)
    void toStringIsTheInverseOfParse(@ForAll("references") String written) {
        try {
            var reference = Reference.parse(written);

            assertEquals(reference, Reference.parse(reference.toString()));
            assertEquals(
                    reference.toString(), Reference.parse(reference.toString()).toString());
        } catch (IllegalArgumentException refused) {
            assertThrows(IllegalArgumentException.class, () -> Reference.parse(written));
        }
    }

    @Provide
    Arbitrary<String> references() {
        var pieces = List.of(
                "docker.io",
                "index.docker.io",
                "localhost",
                "library",
                "[::1]",
                "a",
                "B",
                "1",
                ".",
                "-",
                "_",
                "__",
                "/",
                ":",
                "5000",
                "@sha256:" + HEX,
                "@sha512:" + HEX + HEX,
                "@",
                HEX);
        return Arbitraries.of(pieces).list().ofMinSize(1).ofMaxSize(8).map(list -> String.join("", list));
    }
}
