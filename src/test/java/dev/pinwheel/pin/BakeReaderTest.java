package dev.pinwheel.pin;

import static dev.pinwheel.pin.Moving.OLD;
import static dev.pinwheel.pin.Moving.assertMoved;
import static dev.pinwheel.pin.Moving.move;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of bake files, in HCL and in JSON. */
class BakeReaderTest {

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "target \"t\" {\n  args = {\n    IMG = \"a:1@OLD\"\n  }\n}\n",
                "# x\n// y\n/* z */\ntarget t {\r\n  context = \".\" // here\r\n  args = { X = 1, IMG : \"a:1@OLD\", }\r\n}\r\n",
                "variable \"IMG\" {\n  default = \"a:1@OLD\"\n}\ntarget \"t\" {\n  args = { IMG = \"${IMG}\" }\n}\n",
                "variable \"T\" { default = \"1\" }\ntarget \"t\" {\n  args = { IMG = \"a:${T}@OLD\" }\n}\n",
                "target \"b\" {\n  args = { IMG = \"a:1@OLD\" }\n}\ntarget \"t\" {\n  inherits = [\"b\"]\n}\n",
                "variable \"IMG\" {\n  default = \"a:1@OLD\"\n}\ntarget \"t\" {\n  args = { IMG = IMG }\n}\n",
                "IMG = \"a:1@OLD\"\ntarget \"t\" {\n  args = { IMG = (IMG) // x\n }\n}\n",
                "variable \"T\" { default = 1 }\ntarget \"t\" {\n  args = { IMG = \"a:${T}@OLD\" }\n}\n",
                "X = \"\"\ntarget \"t\" {\n  args = { IMG = X != \"\" ? X : \"a:1@OLD\" }\n}\n",
                "X = \"y\"\ntarget \"t\" {\n  args = { IMG = \"a:${X == \"y\" ? 1 : 2}@OLD\" }\n}\n",
                "variable N {}\ntarget \"t\" {\n  args = { IMG = \"a:1@OLD\", B = N, C = null, D = f(1) }\n}\n",
                "target \"t\" {\n  matrix = { v = [{i = \"a\", t = 1}] }\n  name = \"x-${v.i}\"\n  args = { IMG = \"${v.i}:${v.t}@OLD\" }\n}\n",
                """
                V = ["1", "2"]
                target "t" {
                  matrix = { v = V }
                  name = "t${v}"
                  args = { IMG = "a:${v}" }
                }
                target "u" {
                  inherits = ["t1"]
                  args = { IMG = "a:1@OLD" }
                }
                """,
                "target \"t\" {\n  dockerfile-inline = <<EOT\nARG T=1\nFROM a:$${T}@OLD\nEOT\n}\n",
                "target \"t\" {\n  args = { IMG = \"a\\u003a1@OLD\", X = \"\\U0001F40D\\n\" }\n}\n",
                "target \"t\" {\n  context = \"https://example.org/x.git\"\n  args = { IMG = \"a:1@OLD\" }\n}\n",
                "target \"t\" {\n  contexts = {\n    base = \"docker-image://a:1@OLD\"\n  }\n}\n",
                "target \"t\" {\n  dockerfile-inline = <<EOT\nFROM a:1@OLD\nEOT\n  tags = [\"x\"]\n}\n",
                "target \"t\" {\n  dockerfile-inline = <<-EOT\n    # x\n    FROM a:1@OLD\n    EOT\n}\n",
                """
                function "f" {
                  params = [x]
                  result = "${x}"
                }
                target "t" {
                  tags = concat(["a"], ["${f("b")}"])
                  platforms = x ? ["a"] : []
                  labels = {
                    "a.b" = "c"
                  }
                  args = { IMG = "a:1@OLD" }
                }
                """,
            })
    void aPinInHclIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved("docker-bake.hcl", file, Map.of("Dockerfile", "ARG IMG=debian:12\nFROM $IMG\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"target\": {\"t\": {\"args\": {\"IMG\": \"a:1@OLD\"}}}}",
                "{\"variable\": {\"V\": {\"default\": \"a:1@OLD\"}}, \"target\": {\"t\": {\"args\": {\"IMG\": \"${V}\"}}}}",
                "{\"T\": 1, \"target\": {\"t\": {\"args\": {\"IMG\": \"a:${T}@OLD\"}}}}",
                "{\n\t\"target\": {\"t\": {\"contexts\": {\"b\": \"docker-image://a:1@OLD\"}}}}",
            })
    void aPinInJsonIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved("docker-bake.json", file, Map.of("Dockerfile", "ARG IMG=debian:12\nFROM $IMG\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target \"t\" {\n",
                "target \"t\" {\n  args = {\n",
                "target \"t\" { x = \"",
                "target \"t\" { x = <<EOT\nabc\n",
                "= 1",
                "a = [)",
                "a = [}]",
                "a = \n",
                "target \"t\" { context = \"../..\" }",
            })
    void whatCannotBeReadIsAProblem(String file) {
        assertEquals(
                1, Pins.in(InMemoryTree.of("docker-bake.hcl", file)).problems().size());
    }

    @Test
    void filesAreReadInTheOrderOfBuildx() {
        var tree = InMemoryTree.of("docker-bake.json", "{\"variable\": {\"T\": {\"default\": \"1\"}}}")
                .and(
                        "docker-bake.hcl",
                        "variable T { default = 2 }\ntarget t {\n args = { IMG = \"a:${T}\", V = 1 }\n}\n")
                .and("docker-bake.override.json", "{\"target\": {\"t\": {\"args\": {\"IMG\": \"b:${T}\"}}}}")
                .and("docker-bake.override.hcl", "variable T { default = 3 }\n")
                .and("docker-bake.ci.hcl", "variable T { default = 4 }\n")
                .and("Dockerfile", "ARG IMG=c:1\nARG V=x\nFROM $IMG\nFROM v:$V\n");

        assertEquals(
                List.of("a:2", "a:4", "b:2", "b:3", "c:1", "v:1", "v:x"),
                Pins.in(tree).pins().stream().map(FoundPin::written).sorted().toList());
        assertEquals(List.of(), Pins.in(tree).problems());
    }

    @Test
    void whatAnOverrideTakesThePlaceOfIsDeadAndMovesAlong() throws RefusedEditException {
        var target = "target t {\n args = { D = \"OLD\" }\n contexts = { b = \"docker-image://b:1\" }\n}\n";
        var tree = InMemoryTree.of("docker-bake.hcl", target.replace("OLD", "sha256:" + "0".repeat(64)))
                .and("docker-bake.override.hcl", target.replace("OLD", OLD).replace("b:1", "b:2"))
                .and("Dockerfile", "ARG D=OLD\nFROM a:1@$D\nFROM c:1 AS b\n".replace("OLD", OLD));

        assertEquals(
                List.of("Dockerfile", "docker-bake.hcl", "docker-bake.override.hcl"),
                move(tree).keySet().stream().sorted().toList());
        assertEquals(
                List.of("a:1 docker-bake.override.hcl", "b:2 docker-bake.override.hcl"),
                Pins.in(tree).pins().stream()
                        .filter(FoundPin::ships)
                        .map(pin -> pin.written().replaceAll("@.*", "") + " "
                                + pin.sites().getLast().file())
                        .sorted()
                        .toList());
    }

    @Test
    void theDefaultThatALaterFileChangesIsDeadAndMovesAlong() throws RefusedEditException {
        var variable = "variable D { default = \"OLD\" }\n";
        var tree = InMemoryTree.of(
                        "docker-bake.hcl",
                        variable.replace("OLD", "sha256:" + "0".repeat(64))
                                + "target b {\n args = { I = \"a:1@${D}\" }\n}\ntarget t {\n inherits = [\"b\"]\n}\n")
                .and("docker-bake.override.hcl", variable.replace("OLD", OLD))
                .and("Dockerfile", "ARG I\nFROM ${I:-b:1}\n");

        assertEquals(
                List.of("docker-bake.hcl", "docker-bake.override.hcl"),
                move(tree).keySet().stream().sorted().toList());
        assertEquals(
                List.of("a:1@" + OLD),
                Pins.in(tree).pins().stream()
                        .filter(FoundPin::ships)
                        .map(FoundPin::written)
                        .toList());
    }

    @Test
    void aBadEscapeIsAProblemOfItsLineAndTheRestCounts() {
        var tree = InMemoryTree.of("docker-bake.hcl", """
                        target t {
                          args = { IMG = "a:1", X = "\\q" }
                        }
                        target u {
                          args = { IMG = "b:1" }
                        }
                        """).and("Dockerfile", "ARG IMG=c:1\nFROM $IMG\n");

        var report = Pins.in(tree);

        assertEquals(
                List.of("docker-bake.hcl:2: not HCL: an unknown escape: \\q"),
                report.problems().stream().map(Object::toString).toList());
        assertEquals(
                List.of("a:1", "b:1", "c:1"),
                report.pins().stream().map(FoundPin::written).sorted().toList());
    }

    @Test
    void anEscapedDigestIsFoundAndNotGuessed() {
        var file = "target t {\n  args = { IMG = \"a:1\\u0040" + OLD + "\" }\n}\n";
        var tree = InMemoryTree.of("docker-bake.hcl", file).and("Dockerfile", "ARG IMG=c:1\nFROM $IMG\n");

        var pin = Pins.in(tree).pins().getLast();

        assertEquals("a:1@" + OLD, pin.written());
        assertEquals(
                List.of("IMAGE a", "TAG 1", "DIGEST " + OLD),
                pin.sites().stream()
                        .map(site -> site.part() + " " + file.substring(site.start(), site.end()))
                        .toList());
    }

    @Test
    void eachTargetOfAMatrixIsBuilt() {
        var file = """
                target t {
                  name = "${i}-${v.n}"
                  matrix = { i = ["a", "b"], v = [{n = 1}, {n = 2}] }
                  contexts = { base = "docker-image://${i}:${v.n}" }
                }
                """;
        var tree = InMemoryTree.of("docker-bake.hcl", file).and("Dockerfile", "FROM c:1 AS base\n");

        assertEquals(
                List.of("a:1", "a:2", "b:1", "b:2", "c:1"),
                Pins.in(tree).pins().stream().map(FoundPin::written).sorted().toList());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            quoteCharacter = '\0',
            value = {
                "{ IMG = f(1) } → docker-bake.hcl:1: what Dockerfile:2 takes is not known: the build argument IMG: an expression that only bake can evaluate: f(…",
                "{ IMG = \"${upper(\"x\")}\" } → docker-bake.hcl:1: what Dockerfile:2 takes is not known: the build argument IMG: an expression that only bake can evaluate: upper(…",
                "{ IMG = NO } → docker-bake.hcl:1: what Dockerfile:2 takes is not known: the build argument IMG: there is no variable NO",
                "{ IMG = \"\" } → docker-bake.hcl:1: what Dockerfile:2 takes is not known: the build argument IMG: empty here, and so to be set in the environment",
                "{ IMG = [1] } → docker-bake.hcl:1: what Dockerfile:2 takes is not known: the build argument IMG: a list or an object",
                "{ IMG = A } → docker-bake.hcl:1: what Dockerfile:2 takes is not known: the build argument IMG: variables name each other in a circle, or too deep: A",
                "{ OTHER = f(1) } → ",
            })
    void whatOnlyBakeCanTellIsAProblemWhereAnImageIsMadeOfIt(String arguments, String problem) {
        var file = "target t { args = " + arguments + " }\nA = B\nB = A\n";
        var tree = InMemoryTree.of("docker-bake.hcl", file).and("Dockerfile", "ARG IMG=a:1\nFROM $IMG\nARG OTHER\n");

        var problems = Pins.in(tree).problems().stream().map(Object::toString).toList();

        assertEquals(problem == null ? List.of() : List.of(problem), problems);
    }

    @Test
    void hostileFilesAreBounded() {
        var deep = "a = " + "[".repeat(100_000);
        var objects = "a = " + "{b=".repeat(100_000);
        var matrix = "target a { matrix = {"
                + IntStream.range(0, 40).mapToObj(i -> "v" + i + " = [1, 2],").collect(Collectors.joining()) + "} }\n";
        var choices = "A = " + "(".repeat(1000);
        var doubled = "A0 = \"" + "x".repeat(60_000) + "\"\n"
                + IntStream.range(0, 20_000)
                        .mapToObj(i -> "target t" + i + " { args = { A = \"${A0}y\" } }\n")
                        .collect(Collectors.joining());
        var escapes = "a = \"" + "\\q".repeat(500_000) + "\"\n";
        var parents = "target \"a\" { inherits = [\"a\", \"a\", \"a\"] }\n";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (var file : List.of(deep, objects, parents, matrix, choices, doubled, escapes)) {
                Pins.in(InMemoryTree.of("docker-bake.hcl", file));
            }
        });
    }

    @Test
    void aTargetForPlatformsTakesWhatEachOfThemTakes() {
        var tree = InMemoryTree.of("docker-bake.hcl", "target t { platforms = [\"linux/arm64\"] }\n")
                .and("Dockerfile", "FROM a-$TARGETARCH:1\n");

        assertEquals(
                List.of("a-amd64:1", "a-arm64:1"),
                Pins.in(tree).pins().stream().map(FoundPin::written).sorted().toList());
    }
}
