package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of Compose files, of their builds and of what is beside them. */
class ComposeReaderTest {

    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String NEW = "sha256:" + "fedcba9876543210".repeat(4);
    private static final String DOCKERFILE = "ARG IMG=debian:12\nFROM $IMG AS x\nFROM busybox:1\n";

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "services:\n  s:\n    image: a:1@OLD\n",
                "services:\r\n  s:\r\n    image: \"a:1@OLD\" # x\r\n",
                "\uFEFFservices: {s: {image: 'a:1@OLD'}}",
                "# äöü\nservices:\n  \"ü\":\n    image: a:1@OLD",
                "services:\n  s:\n    image: ${IMG:-a:1@OLD}\n",
                "services:\n  s:\n    image: a:${TAG-1}@OLD\n",
                "services:\n  s:\n    image: ${X:+y}${A:-${B:-a:1@OLD}}\n",
                "x-a: &a\n  image: a:1@OLD\nservices:\n  s:\n    <<: *a\n  t:\n    <<: [*a]\n",
                "x-a: &a a:1@OLD\nservices:\n  s:\n    image: *a\n",
                "services:\n  s:\n    build:\n      context: .\n      args:\n        IMG: a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: .\n      args:\n        - X\n        - IMG=a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: ./\n      args: [\"IMG=a:1@OLD\"]\n",
                "services:\n  s:\n    build:\n      args:\n        IMG: ${IMG:-a:1@OLD}\n",
                "services:\n  s:\n    build:\n      dockerfile_inline: |\n        FROM a:1@OLD\n        RUN x\n",
                "services:\r\n  s:\r\n    build:\r\n      dockerfile_inline: |-\r\n        # x\r\n        ARG T=1\r\n\r\n        FROM a:$$T@OLD\r\n",
                "services:\n  s:\n    build:\n      dockerfile_inline: FROM a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: .\n      additional_contexts:\n        b: docker-image://a:1@OLD\n",
                "services:\n  s:\n    build:\n      context: .\n      additional_contexts:\n        - b=docker-image://a:1@OLD\n",
                "{\"services\": {\"s\": {\"image\": \"a:1@OLD\"}}}",
            })
    void aPinIsFoundAndMoved(String file) throws RefusedEditException {
        var before = file.replace("OLD", OLD);
        var tree = InMemoryTree.of("compose.yaml", before).and("Dockerfile", DOCKERFILE);

        var changed = Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW));

        assertEquals(List.of(), Pins.in(tree).problems());
        assertEquals(
                file.replace("OLD", NEW),
                new String(changed.getOrDefault("compose.yaml", new byte[0]), StandardCharsets.UTF_8));
    }

    @Test
    void aPinInTheEnvironmentIsMovedThere() throws RefusedEditException {
        var tree = InMemoryTree.of(
                        "b/compose.yaml", "services:\n  s:\n    image: ${IMG:-debian}\n  t:\n    image: $IMG\n")
                .and("b/.env", "# x\nexport IMG=\"a:1@" + OLD + "\" # y\n");

        var changed = Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW));

        assertEquals(Map.of("b/.env", "# x\nexport IMG=\"a:1@" + NEW + "\" # y\n"), texts(changed));
        assertEquals(
                "b/.env:2 IMG=, b/compose.yaml:3 service s image, b/compose.yaml:5 service t image",
                users(Pins.in(tree).pins().getFirst()));
    }

    @Test
    void anOverrideMakesADefaultDead() {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services:\n  s:\n    build:\n      context: app\n      args:\n        IMG: a:1@" + NEW + "\n")
                .and("app/Dockerfile", "ARG IMG=a:1@" + OLD + "\nFROM $IMG\nFROM b:1\n");

        var pins = Pins.in(tree).pins();

        assertEquals(
                "a:1@" + OLD + " overridden in compose.yaml:6, a:1@" + NEW + ", b:1",
                pins.stream()
                        .map(pin -> pin.written()
                                + pin.overriddenBy().stream()
                                        .map(site -> " overridden in " + site.file() + ":" + site.line())
                                        .collect(Collectors.joining()))
                        .collect(Collectors.joining(", ")));
        assertEquals("app/Dockerfile:2 FROM", users(pins.get(1)));
    }

    @Test
    void aDockerfileOfAnyNameIsReadWhereSomethingBuildsIt() {
        var tree = InMemoryTree.of(
                        "c/compose.yaml",
                        "services:\n  s:\n    build:\n      context: ../app\n      dockerfile: docker/prod\n")
                .and("app/docker/prod", "FROM a:1\n");

        assertEquals("a:1", Pins.in(tree).pins().getFirst().written());
    }

    @Test
    void aDockerfileOfAnyNameIsRebuiltWhenItsPinMoves() {
        var tree = InMemoryTree.of(
                        "compose.yaml",
                        "services:\n  s:\n    build: {dockerfile: base.txt}\n  t:\n    build: {dockerfile_inline: 'FROM a:1@"
                                + OLD + "'}\n")
                .and("base.txt", "FROM a:1@" + OLD + "\n");

        assertEquals(List.of("base.txt"), Pins.in(tree).dockerfilesUsing(Watch.parse("a:1")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services: [",
                "services:\n  s:\n    image: ${IMG:?}\n",
                "services:\n  s:\n    image: ${IMG\n",
                "services:\n  s:\n    image: A\n",
                "services:\n  s:\n    build: ../..\n",
                "services:\n  s:\n    build: nowhere\n",
                "services:\n  s:\n    build:\n      dockerfile_inline: FORM a\n",
                "services:\n  s:\n    image: " + "${A:-" + "\n",
            })
    void whatCannotBeReadIsAProblem(String file) {
        var tree = InMemoryTree.of("compose.yaml", file).and("Dockerfile", "FROM a:1\n");

        var report = Pins.in(tree);

        assertEquals("a:1", report.pins().getFirst().written());
        assertTrue(!report.problems().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "services:\n  s:\n    image: x\n    build: .\n",
                "services:\n  s:\n    build: https://example.org/x.git\n",
                "services:\n  s: null\n",
                "services:\n",
                "",
                "- a\n",
            })
    void whatAsksForNothingIsNone(String file) {
        var report = Pins.in(InMemoryTree.of("compose.yaml", file).and("Dockerfile", "FROM scratch\n"));

        assertEquals(List.of(), report.pins());
        assertEquals(List.of(), report.problems());
    }

    @Test
    void hostileFilesAreBounded() {
        var bomb = new StringBuilder("a0: &a0 [x]\n");
        for (var i = 1; i < 60; i++) {
            bomb.append("a" + i + ": &a" + i + " {<<: [" + ("*a" + (i - 1) + ",").repeat(9) + "*a" + (i - 1) + "]}\n");
        }
        bomb.append("services: *a59\n");
        var deep = "services: " + "[".repeat(100_000);
        var self = "services: &s\n  <<: *s\n  x: *s\n";
        var wide = "services:\n" + "  s: {image: \"" + "${A}".repeat(1000) + "\"}\n";

        assertTimeoutPreemptively(Duration.ofSeconds(30), () -> {
            for (var file : List.of(bomb.toString(), deep, self, wide)) {
                Pins.in(InMemoryTree.of("compose.yaml", file).and(".env", "A=" + "x".repeat(60_000)));
            }
        });
    }

    private static Map<String, String> texts(Map<String, byte[]> files) {
        return files.entrySet().stream()
                .collect(Collectors.toMap(
                        Map.Entry::getKey, file -> new String(file.getValue(), StandardCharsets.UTF_8)));
    }

    private static String users(FoundPin pin) {
        return pin.usedBy().stream()
                .map(by -> by.file() + ":" + by.line() + " " + by.instruction())
                .collect(Collectors.joining(", "));
    }
}
