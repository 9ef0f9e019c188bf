package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Moving a pin changes the digest's bytes and no other. */
class RepinTest {

    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String NEW = "sha256:" + "fedcba9876543210".repeat(4);
    private static final String OTHER = "sha256:" + "00112233445566778899aabbccddeeff".repeat(2);
    private static final Watch PYTHON = Watch.parse("python:3.11");

    /** {@code OLD} stands for the digest that moves, {@code OTHER} for one that stays. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "FROM python:3.11@OLD",
                "FROM python:3.11@OLD\n",
                "FROM docker.io/library/python:3.11@OLD AS x\r\nFROM x\r\n",
                "\uFEFFFROM python:3.11@OLD\r\n# OTHER\r\nRUN x \\\r\n  y\r\n",
                "ARG P=python:3.11@OLD\nFROM $P\nFROM python:3.12@OTHER\n",
                "ARG T=3.11\nARG D=OLD\nFROM python:${T}@${D}\n",
                "ARG D=\"OLD\"\nFROM --platform=linux/arm64 \"python:3.11\"@$D\t\n",
                "ARG A=1 P='python:3.11@OLD' B=2\nFROM ${P}\n",
                "FROM ${A:-${B:-python:3.11@OLD}}\n",
                "ARG D=1\nFROM python:3.11${D:+@OLD}\n",
                "ARG P=python:3.11@OLD\nFROM debian:12@OTHER\nARG P=debian:12@OTHER\nFROM $P\n",
                "FROM a\nRUN <<EOF\nFROM python:3.11@OTHER\nEOF\nFROM python:3.11@OLD\n",
                "FROM a\nRUN --mount=type=cache,target=/x --mount=from=python:3.11@OLD,target=/p x python:3.11@OTHER\n",
                "FROM a\nCOPY --from='python:3.11@OLD' x y\n# python:3.11@OTHER\n",
                "FROM a\nONBUILD COPY --link --from=python:3.11@OLD x y\n",
                "# escape=`\nFROM `\n# python:3.11@OTHER\n  python:3.11@OLD\n",
                "FROM python:3.11@\\\nOLD\n",
                "# pinwheel: tag=3.11\nFROM python@OLD\n",
                "ARG P=x/python:3.11@OLD\nFROM ${P#x/}\n",
                "ARG P=python_3.11@OLD\nFROM ${P/_/:}\n",
                "FROM python:3.11@OLD\nFROM python:3.11@NEW\nFROM python:3.11-slim@OTHER\n",
                "FROM ghcr.io/python:3.11@OTHER\nFROM python:3.11@OLD\n",
            })
    void changesTheDigestAlone(String written) throws RefusedEditException {
        var before = written.replace("OTHER", OTHER).replace("NEW", NEW).replace("OLD", OLD);
        var after = written.replace("OTHER", OTHER).replace("NEW", NEW).replace("OLD", NEW);

        var changed = Repin.move(InMemoryTree.of("Dockerfile", before), PYTHON, Digest.parse(NEW));

        assertEquals(Set.of("Dockerfile"), changed.keySet());
        assertEquals(after, new String(changed.get("Dockerfile"), StandardCharsets.UTF_8));
    }

    @Test
    void movesADigestThatIsWrittenInPieces() throws RefusedEditException {
        var hex = OLD.substring(7);
        var before = "ARG A=sha256: H=" + hex.substring(0, 30) + "\nFROM python:3.11@$A${H}" + hex.substring(30);
        var to = NEW.substring(7);

        var changed = Repin.move(InMemoryTree.of("Dockerfile", before), PYTHON, Digest.parse(NEW));

        assertEquals(
                "ARG A=sha256: H=" + to.substring(0, 30) + "\nFROM python:3.11@$A${H}" + to.substring(30),
                new String(changed.get("Dockerfile"), StandardCharsets.UTF_8));
    }

    @Test
    void movesToAnotherAlgorithm() throws RefusedEditException {
        var sha512 = "sha512:" + "ab".repeat(64);
        var tree = InMemoryTree.of("Dockerfile", "FROM python:3.11@" + OLD + " AS x\nFROM a:1@" + OTHER + "\n");

        var changed = Repin.move(tree, PYTHON, Digest.parse(sha512));

        assertEquals(
                "FROM python:3.11@" + sha512 + " AS x\nFROM a:1@" + OTHER + "\n",
                new String(changed.get("Dockerfile"), StandardCharsets.UTF_8));
    }

    @Test
    void movesEveryFileAndLeavesTheOthers() throws RefusedEditException {
        var tree = InMemoryTree.of("a/Dockerfile", "FROM python:3.11@" + OLD)
                .and("b/Dockerfile", "FROM python:3.11@" + OTHER)
                .and("c/Dockerfile", "FROM python:3.11@" + NEW)
                .and("README", "python:3.11@" + OLD);

        assertEquals(
                Set.of("a/Dockerfile", "b/Dockerfile"),
                Repin.move(tree, PYTHON, Digest.parse(NEW)).keySet());
    }

    @Test
    void keepsWhatIsNotUtf8() throws RefusedEditException {
        var before = "FROM python:3.11@" + OLD + "\nRUN \u00ff\u00fe\u0080 \u00c3\n";
        var tree = new InMemoryTree(Map.of("Dockerfile", before.getBytes(StandardCharsets.ISO_8859_1)));

        var changed = Repin.move(tree, PYTHON, Digest.parse(NEW));

        assertArrayEquals(before.replace(OLD, NEW).getBytes(StandardCharsets.ISO_8859_1), changed.get("Dockerfile"));
    }

    @Test
    void changesNothingWhereNothingIsToMove() throws RefusedEditException {
        var tree = InMemoryTree.of("Dockerfile", "FROM python:3.11@" + NEW + "\nFROM python:3.11\n");

        assertTrue(Repin.move(tree, PYTHON, Digest.parse(NEW)).isEmpty());
    }

    @Test
    void refusesWhatWouldMoveAnotherWatchToo() {
        var tree = InMemoryTree.of("Dockerfile", "ARG D=" + OLD + "\nFROM python:3.11@$D\nFROM python:3.12@$D\n");

        var e = assertThrows(RefusedEditException.class, () -> Repin.move(tree, PYTHON, Digest.parse(NEW)));

        assertEquals("Dockerfile", e.file());
        assertTrue(String.valueOf(e.getMessage()).contains("python:3.12"), e.getMessage());
    }

    @Test
    void refusesBytesThatWouldGetTwoMeanings() {
        var half = "0123456789abcdef".repeat(2);
        var tree = InMemoryTree.of("Dockerfile", "ARG H=" + half + "\nFROM python:3.11@sha256:$H$H\n");

        assertThrows(
                RefusedEditException.class,
                () -> Repin.move(tree, PYTHON, Digest.parse("sha256:" + "ab".repeat(16) + "cd".repeat(16))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ARG D=OLD\nFROM python:3.11@${D:-OLD}\n",
                "ARG I=python:3.11@OLD\nFROM ${I:-python:3.11@OLD}\n",
                "ARG I=python:3.11@OLD\nFROM ${I-python:3.11@OLD}\n",
                "ARG A=python:3.11@OLD\nARG B=x\nFROM ${A:-${B-python:3.11@OLD}}\n",
                "ARG D=OLD\nARG T=3.11\nARG I=python:${T-3.11}@${D-OLD}\nFROM $I\n",
                "ARG TARGETARCH\nFROM --platform=linux/amd64 python:3.11@OLD\nFROM b-${TARGETARCH}:1@OTHER\n",
            })
    void movesTheFallbackToo(String written) throws RefusedEditException {
        var before = written.replace("OTHER", OTHER).replace("OLD", OLD);

        var changed = Repin.move(InMemoryTree.of("Dockerfile", before), PYTHON, Digest.parse(NEW));

        assertEquals(
                written.replace("OTHER", OTHER).replace("OLD", NEW),
                new String(changed.get("Dockerfile"), StandardCharsets.UTF_8));
    }

    @Test
    void movesAnImageThatDependsOnThePlatform() throws RefusedEditException {
        var tree = InMemoryTree.of("Dockerfile", "FROM python-${TARGETARCH}:3.11@" + OLD);

        var changed = Repin.move(tree, Watch.parse("python-amd64:3.11"), Digest.parse(NEW));

        assertEquals(
                "FROM python-${TARGETARCH}:3.11@" + NEW, new String(changed.get("Dockerfile"), StandardCharsets.UTF_8));
    }

    @Test
    void refusesOneDigestWhereEachPlatformHasItsOwn() {
        var tree = InMemoryTree.of(
                "Dockerfile",
                "FROM --platform=linux/amd64 python:3.11@" + OLD + "\nFROM --platform=linux/arm64 python:3.11@"
                        + OTHER);

        var e = assertThrows(RefusedEditException.class, () -> Repin.move(tree, PYTHON, Digest.parse(NEW)));

        assertTrue(e.toString().contains("a digest for each platform"), e.toString());
    }

    @Test
    void refusesToPutADigestIntoTheMiddleOfAWord() {
        var reader = new PinReader(Dialect.STANDARD);
        var tree = InMemoryTree.of("Dockerfile", "ARG P=python:3.11-slim\nFROM ${P/-slim/}\n");

        var e = assertThrows(RefusedEditException.class, () -> Repin.add(tree, PYTHON, Digest.parse(NEW), reader));

        assertTrue(e.toString().contains("belongs to the same word"), e.toString());
    }

    @Test
    void refusesADigestOfWhichTheBuilderBringsAPart() {
        var most = OLD.substring(0, OLD.length() - 1);
        var tree = InMemoryTree.of("Dockerfile", "FROM python:3.11@" + most + "${TARGETARCH%md64}\n");

        var e = assertThrows(RefusedEditException.class, () -> Repin.move(tree, PYTHON, Digest.parse(NEW)));

        assertTrue(String.valueOf(e.getMessage()).contains("not all of the digest"), e.getMessage());
    }
}
