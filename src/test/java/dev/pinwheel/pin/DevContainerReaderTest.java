package dev.pinwheel.pin;

import static dev.pinwheel.pin.Moving.NEW;
import static dev.pinwheel.pin.Moving.OLD;
import static dev.pinwheel.pin.Moving.assertMoved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of development containers. */
class DevContainerReaderTest {

    private static final String FILE = ".devcontainer/devcontainer.json";

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"image\": \"a:1@OLD\"}",
                "\uFEFF// for \"us\"\r\n{\r\n  /* b:1 */ \"name\": \"ä\", // {\r\n  \"image\": \"a:1@OLD\",\r\n}\r\n",
                "{\"x\": [1, -2.5e+3, true, null, {\"y\": [],},], \"image\": \"a:1@OLD\"}",
                "{\"image\": \"${localEnv:IMAGE:a:1@OLD}\"}",
                "{\"image\": \"docker.io\\/library\\u002fa:1@OLD\"}",
            })
    void aPinIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved(FILE, file, Map.of());
    }

    @Test
    void anArgumentTakesThePlaceOfTheDockerfilesDefault() {
        var file = "{\"build\": {\"dockerfile\": \"../base.txt\", \"context\": \"..\", \"args\": {\"P\": \"a:1@" + NEW
                + "\", \"Q\": \"${localEnv:Q}\"}}}";
        var tree = InMemoryTree.of(FILE, file).and("base.txt", "ARG P=a:1@" + OLD + "\nFROM $P\n");

        var pins = Pins.in(tree).pins();

        assertEquals(2, pins.size());
        assertEquals(FILE, pins.getFirst().overriddenBy().getFirst().file());
        assertEquals(FILE, pins.getLast().sites().getFirst().file());
    }

    @Test
    void composeFilesOfAnyNameAreRead() {
        var tree = InMemoryTree.of(FILE, "{\"dockerComposeFile\": [\"../compose.yaml\", \"dev.yml\", \"no.yml\"]}")
                .and("compose.yaml", "services: {s: {image: 'a:1'}}")
                .and(".devcontainer/dev.yml", "services: {s: {image: 'b:1'}}");

        var report = Pins.in(tree);

        assertEquals(
                List.of("b:1", "a:1"),
                report.pins().stream().map(FoundPin::written).toList());
        assertEquals(
                List.of(FILE + ":1: runs no.yml, which is not here"),
                report.problems().stream().map(Object::toString).toList());
    }

    @Test
    void anArgumentThatOnlyAMachineKnowsIsAProblem() {
        var tree = InMemoryTree.of(FILE, "{\"build\": {\"dockerfile\": \"x\", \"args\": {\"P\": \"${localEnv:P}\"}}}")
                .and(".devcontainer/x", "ARG P=a:1\nFROM $P\n");

        assertTrue(Pins.in(tree).problems().getFirst().reason().endsWith("${localEnv:P}"));
    }

    @Test
    void theOlderFormOfABuildIsRead() {
        var tree = InMemoryTree.of(".devcontainer.json", "{\"dockerFile\": \"base.txt\"}")
                .and("base.txt", "FROM a:1");

        assertEquals(1, Pins.in(tree).pins().size());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "{} {}",
                "{\"image\": \"a",
                "{\"image\": \"\\x\"}",
                "{\"image\": \"\\u12\"}",
                "{\"image\" \"a\"}",
                "{\"image\": }",
                "{\"image\": \"${localEnv:IMAGE}\"}",
                "{\"build\": {\"dockerfile\": \"../../Dockerfile\"}}",
                "{\"build\": {\"dockerfile\": \"/etc/passwd\"}}",
            })
    void whatCannotBeReadIsAProblem(String file) {
        var problems = Pins.in(InMemoryTree.of(FILE, file)).problems();

        assertEquals(1, problems.size(), problems.toString());
    }

    @Test
    void deepNestingIsAProblem() {
        var report = Pins.in(InMemoryTree.of(FILE, "[".repeat(500_000)));

        assertTrue(report.problems().getFirst().reason().contains("nested more than 50 deep"));
    }
}
