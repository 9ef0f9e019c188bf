package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of GitHub's workflows and actions. */
class WorkflowReaderTest {

    private static final String OLD = "sha256:" + "0123456789abcdef".repeat(4);
    private static final String NEW = "sha256:" + "fedcba9876543210".repeat(4);
    private static final String BUILD =
            "jobs:\n  j:\n    steps:\n      - uses: docker/build-push-action@v6\n        with:\n";

    /** Each has one pin, a:1@OLD, and moving it changes the digest's bytes alone. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs:\n  j:\n    container: a:1@OLD\n",
                "jobs:\n  j:\n    container:\n      image: 'a:1@OLD'\n      options: x\n",
                "jobs:\n  j:\n    container: docker://a:1@OLD\n",
                "jobs:\n  j:\n    services:\n      db:\n        image: a:1@OLD\n",
                "jobs:\n  j:\n    steps:\n      - run: x\n      - uses: docker://a:1@OLD\n",
                "env:\n  IMG: a:1@OLD\njobs:\n  j:\n    container: ${{ env.IMG }}\n",
                "env:\n  T: 1\njobs:\n  j:\n    env: {IMG: 'a:${{env.T}}@OLD'}\n    container: ${{ env.IMG }}\n",
                "runs:\n  using: docker\n  image: docker://a:1@OLD\n",
                "runs:\n  using: composite\n  steps:\n    - uses: docker://a:1@OLD\n",
                BUILD + "          context: .\n          build-args: |\n            X=1\n            IMG=a:1@OLD\n",
                BUILD + "          build-args: IMG=a:1@OLD\n",
                "env:\n  I: a:1@OLD\n" + BUILD
                        + "          file: ./Dockerfile\n          build-args: |\n            IMG=${{ env.I }}\n",
            })
    void aPinIsFoundAndMoved(String file) throws RefusedEditException {
        var tree = InMemoryTree.of(".github/workflows/x.yml", file.replace("OLD", OLD))
                .and("Dockerfile", "ARG IMG=debian:12\nFROM $IMG\n");

        var changed = Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW));

        assertEquals(List.of(), Pins.in(tree).problems());
        assertEquals(
                file.replace("OLD", NEW),
                new String(changed.getOrDefault(".github/workflows/x.yml", new byte[0]), StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs:\n  j:\n    container: ${{ matrix.image }}\n",
                "jobs:\n  j:\n    container: ${{ env.X }}\n",
                "jobs:\n  j:\n    container: ''\n",
                "jobs:\n  j:\n    steps:\n      - uses: actions/checkout@v4\n",
                "jobs:\n  j:\n    uses: ./.github/workflows/y.yml\n",
                "on: push\n",
            })
    void whatIsNotKnownBeforeARunIsNone(String file) {
        var report = Pins.in(InMemoryTree.of(".github/workflows/x.yml", file));

        assertEquals(List.of(), report.pins());
        assertEquals(List.of(), report.problems());
    }

    @Test
    void assignmentsThatPinAreFound() throws RefusedEditException {
        var makefile = "IMG ?= a:1@OLD # x\nexport B := a:2\nV = 3.11\n\tdocker run a:1@OLD\n";
        var tree = InMemoryTree.of("Makefile", makefile.replace("OLD", OLD));

        var changed = Repin.move(tree, Watch.parse("a:1"), Digest.parse(NEW));

        assertEquals(1, Pins.in(tree).pins().size());
        assertEquals(
                makefile.replaceFirst("OLD", NEW).replace("OLD", OLD),
                new String(changed.getOrDefault("Makefile", new byte[0]), StandardCharsets.UTF_8));
    }
}
