package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of bake files, in HCL and in JSON. */
class BakeReaderTest {

    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String NEW = "sha256:" + "fedcba9876543210".repeat(4);

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "target \"t\" {\n  args = {\n    IMG = \"a:1@OLD\"\n  }\n}\n",
                "# x\n// y\n/* z */\ntarget t {\r\n  context = \".\" // here\r\n  args = { X = 1, IMG : \"a:1@OLD\", }\r\n}\r\n",
                "variable \"IMG\" {\n  default = \"a:1@OLD\"\n}\ntarget \"t\" {\n  args = { IMG = \"${IMG}\" }\n}\n",
                "variable \"T\" { default = \"1\" }\ntarget \"t\" {\n  args = { IMG = \"a:${T}@OLD\" }\n}\n",
                "target \"b\" {\n  args = { IMG = \"a:1@OLD\" }\n}\ntarget \"t\" {\n  inherits = [\"b\"]\n}\n",
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
        assertMoved("docker-bake.hcl", file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"target\": {\"t\": {\"args\": {\"IMG\": \"a:1@OLD\"}}}}",
                "{\"variable\": {\"V\": {\"default\": \"a:1@OLD\"}}, \"target\": {\"t\": {\"args\": {\"IMG\": \"${V}\"}}}}",
                "{\n\t\"target\": {\"t\": {\"contexts\": {\"b\": \"docker-image://a:1@OLD\"}}}}",
            })
    void aPinInJsonIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved("docker-bake.json", file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "target \"t\" {\n",
                "target \"t\" {\n  args = {\n",
                "target \"t\" { x = \"",
                "target \"t\" { x = <<EOT\nabc\n",
                "= 1",
                "target \"t\" { context = \"../..\" }",
            })
    void whatCannotBeReadIsAProblem(String file) {
        assertEquals(
                1, Pins.in(InMemoryTree.of("docker-bake.hcl", file)).problems().size());
    }

    @Test
    void hostileFilesAreBounded() {
        var deep = "a = " + "[".repeat(100_000);
        var objects = "a = " + "{b=".repeat(100_000);
        var parents = "target \"a\" { inherits = [\"a\", \"a\", \"a\"] }\n";

        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (var file : List.of(deep, objects, parents)) {
                Pins.in(InMemoryTree.of("docker-bake.hcl", file));
            }
        });
    }

    private static void assertMoved(String path, String file) throws RefusedEditException {
        var tree = InMemoryTree.of(path, file.replace("OLD", OLD)).and("Dockerfile", "ARG IMG=debian:12\nFROM $IMG\n");

        var changed = Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW));

        assertEquals(List.of(), Pins.in(tree).problems());
        assertEquals(
                file.replace("OLD", NEW), new String(changed.getOrDefault(path, new byte[0]), StandardCharsets.UTF_8));
    }
}
