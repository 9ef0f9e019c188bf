package dev.pinwheel.pin;

import static dev.pinwheel.pin.Moving.NEW;
import static dev.pinwheel.pin.Moving.OLD;
import static dev.pinwheel.pin.Moving.text;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The patterns and the names that an organisation has of its own. */
class DialectTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "image = \"(?<reference>[^\"]+)\" → ä image = \"a:1@OLD\"",
                "name: (?<image>\\S+)\\s+tag: (?<tag>\\S+)\\s+sum: (?<digest>\\S+) → name: a tag: 1 sum: OLD",
                "sum: (?<digest>\\S+) of (?<image>\\S+) → sum: OLD of a:1",
            })
    void aMatchIsAPinThatMoves(String pattern, String file) throws RefusedEditException {
        var dialect = matching("**/*.tf", pattern);
        var tree = InMemoryTree.of("main.tf", file.replace("OLD", OLD)).and("main.txt", "image = \"b:1@" + OLD + "\"");

        var changed = Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW), new PinReader(dialect));

        assertEquals(List.of(), Pins.in(tree, dialect).problems());
        assertEquals(1, Pins.in(tree, dialect).pins().size());
        assertEquals(file.replace("OLD", NEW), text(changed, "main.tf"));
    }

    @Test
    void aMatchInAFileThatIsReadAnywayIsTheSamePin() throws RefusedEditException {
        var dialect = matching("Dockerfile", "FROM (?<reference>\\S+)");
        var tree = InMemoryTree.of("Dockerfile", "FROM a:1@" + OLD + "\n");

        var changed = Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW), new PinReader(dialect));

        assertEquals(1, Pins.in(tree, dialect).pins().size());
        assertEquals("FROM a:1@" + NEW + "\n", text(changed, "Dockerfile"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "(a+)+(?<reference>b) → takes too long",
                "(a|b)*c(?<reference>d) → repeats a group too often",
                "(?<reference>a) → matches more than 10000 times",
            })
    void aPatternThatTakesTooLongIsAProblemAndTheRestIsRead(String pattern, String reason) {
        var tree = InMemoryTree.of("x.txt", "a".repeat(100_000)).and("Dockerfile", "FROM b:1@" + OLD);

        var report = assertTimeoutPreemptively(Duration.ofSeconds(30), () -> Pins.in(tree, matching("x.txt", pattern)));

        assertEquals(1, report.problems().size());
        assertTrue(
                report.problems().getFirst().reason().contains(reason),
                report.problems().toString());
        assertTrue(report.pinned().containsKey(Watch.parse("b:1")));
    }

    @ParameterizedTest
    @CsvSource({
        "**/*.tf, a/b/main.tf, true",
        "**/*.tf, main.tf, true",
        "*.tf, a/main.tf, false",
        "deploy/**, deploy/a/b, true",
        "'deploy/{a,b}.txt', deploy/b.txt, true",
        "'*', 'a\0b', false",
    })
    void aGlobIsForPathsFromTheRoot(String glob, String path, boolean isFor) {
        assertEquals(isFor, Matcher.of(glob, Pattern.compile("x")).isFor(path));
    }

    @Test
    void anAliasIsWatchedAsWhatItMeansAndStaysAsItIsWritten() throws RefusedEditException {
        var aliases = new Aliases(Map.of("mirror.example.com/hub", "docker.io"));
        var dialect = new Dialect(List.of(), aliases);
        var tree = InMemoryTree.of("Dockerfile", "FROM mirror.example.com/hub/python:3.11@" + OLD);

        var changed = Repin.move(tree, Watch.parse("python:3.11"), Digest.parse(NEW), new PinReader(dialect));

        assertEquals("FROM mirror.example.com/hub/python:3.11@" + NEW, text(changed, "Dockerfile"));
        assertFalse(Pins.in(tree).pinned().containsKey(Watch.parse("python:3.11")));
    }

    private static Dialect matching(String files, String pattern) {
        return new Dialect(List.of(Matcher.of(files, Pattern.compile(pattern))), Aliases.NONE);
    }
}
