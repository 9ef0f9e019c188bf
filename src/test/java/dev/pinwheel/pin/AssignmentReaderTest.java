package dev.pinwheel.pin;

import static dev.pinwheel.pin.Moving.NEW;
import static dev.pinwheel.pin.Moving.OLD;
import static dev.pinwheel.pin.Moving.assertMoved;
import static dev.pinwheel.pin.Moving.move;
import static dev.pinwheel.pin.Moving.text;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of files of assignments: {@code .env} and Makefiles. */
class AssignmentReaderTest {

    @Test
    void assignmentsThatPinAreFound() throws RefusedEditException {
        var makefile = "IMG ?= a:1@OLD # x\nexport B := a:2\nV = 3.11\n\tdocker run a:1@OLD\n";
        var tree = InMemoryTree.of("Makefile", makefile.replace("OLD", OLD));

        var changed = move(tree);

        assertEquals(1, Pins.in(tree).pins().size());
        assertEquals(makefile.replaceFirst("OLD", NEW).replace("OLD", OLD), text(changed, "Makefile"));
    }

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "override Y = a:1@OLD\n",
                "override export Y := a:1@OLD\n",
                "export override Y ::= a:1@OLD\n",
                "private Y :::= a:1@OLD#x\n",
                "Y?=a:1@OLD\n",
                "build: Y = a:1@OLD\n",
                "TAG = 1\nDIGEST = OLD\nZ = a:$(TAG)@$(DIGEST)\n",
                "Z = ${NAME}:$T@$(DIGEST)\nT = 1\nDIGEST := OLD # x\nNAME ?= a\n",
                "A = a:1\nB = $(A)@$(D)\nC = $(B)\nD = OLD\n",
                "IMG = \\\n\ta:1@OLD\nX = y\n",
                "IMG := \\\r\n  a:1@OLD # x\r\n",
                "export IMG \\\n = \\\n\\\n  a:1@OLD",
                "IMG = a:1@$\\\n   OLD\n",
                "IMG = a$\\\n  :$\\\n  1@$(D)\nD = \\\n OLD\n",
                "IMAGES = x \\\n  a:1@OLD \\\n b:1 \\\n",
                "RUN := docker run --rm a:1@OLD $(X)\nX = make\n",
                "# x \\\nIMG = b:1@O\nZ = a:1@OLD\n",
                "X = \\\\\nZ = a:1@OLD\n",
                "X = y \\ \nZ = a:1@OLD\n",
                "Z = a:1@OLD \\",
                "all: \\\n Z = a:1@OLD\n",
                "define X\nIMG = b:1\nendef\nY = a:1@OLD\n",
            })
    void aPinInAMakefileIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved("Makefile", file, Map.of());
        assertMoved("rules.mk", file, Map.of());
    }

    @Test
    void theLineOfAPinIsTheOneThatItIsWrittenIn() {
        var pin = Pins.in(InMemoryTree.of("Makefile", "X = \\\n 1\nIMG = \\\n \\\n a:1@" + OLD + "\n"))
                .pins()
                .getFirst();

        assertEquals(3, pin.usedBy().getFirst().line());
        assertEquals(
                List.of("5 21"),
                pin.sites().stream()
                        .map(site -> site.line() + " " + site.start())
                        .toList());
    }

    /** What make joins with a space between is several words, and no pin. */
    @ParameterizedTest
    @ValueSource(strings = {"IMG = a:1@\\\nOLD\n", "IMG = x=a:1@OLD \\\n b:1@OLDy\n", "# \\\nIMG = a:1@OLD\n"})
    void whatOnlyLooksLikeAPinIsNone(String file) {
        assertEquals(
                List.of(),
                Pins.in(InMemoryTree.of("Makefile", file.replace("OLD", OLD))).pins());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\uFEFFIMG=a:1@OLD\n",
                "export IMG='a:1@OLD'\nX=$(IMG)\n",
                "RUN=\"docker run\ta:1@OLD  x\"\n",
                "IMG: a:1\nJ=a:1@OLD",
            })
    void aPinInAnEnvironmentIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved(".env", file, Map.of());
    }

    /** What is assigned twice, added to or computed depends on what make does first. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "T = 1|T = 2|Z = a:$(T)@OLD → Makefile:3: Z: what it is made of is not known before make runs: T is assigned more than once",
                "T = 1|T += 2|Z = a:$(T)@OLD → Makefile:3: Z: what it is made of is not known before make runs: T is assigned more than once",
                "T != cat x|Z = a:$(T)@OLD → Makefile:2: Z: what it is made of is not known before make runs: T is what a command says",
                "Z = a:$(shell cat x)@OLD → Makefile:1: Z: what it is made of is not known before make runs: $(shell cat x)",
                "Z = a:$(T)@OLD → Makefile:1: Z: what it is made of is not known before make runs: T is not assigned here",
                "D = OLD|Z = a:$(T)@$(D) → Makefile:2: Z: what it is made of is not known before make runs: T is not assigned here",
                "Z = $(Z)@OLD → Makefile:1: Z: what it is made of is not known before make runs: variables name each other in a circle, or too deep: Z",
                "Z = $(T)/x|W = $(shell a@b) → ",
            })
    void aPinThatOnlyMakeKnowsIsAProblem(String file, String problem) {
        var tree = InMemoryTree.of("Makefile", file.replace("|", "\n").replace("OLD", OLD));

        var report = Pins.in(tree);

        assertEquals(List.of(), report.pins());
        assertEquals(
                problem == null ? "" : problem,
                report.problems().stream().map(Problem::toString).collect(Collectors.joining()));
    }
}
