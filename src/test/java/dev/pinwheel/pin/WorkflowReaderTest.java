package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
                "jobs:\n  j:\n    strategy: {matrix: {i: ['a:1@OLD', 'b:1']}}\n    container: ${{ matrix.i }}\n",
                "jobs:\n  j:\n    strategy: {matrix: {t: [1], v: [{n: a}]}}\n    container: ${{ matrix.v.n }}:${{ matrix.t }}@OLD\n",
                "jobs:\n  j:\n    strategy: {matrix: {include: [{i: 'a:1@OLD'}, {i: b}]}}\n    container: ${{ matrix.i }}\n",
                BUILD + "          build-contexts: |\n            debian:12=docker-image://a:1@OLD\n",
                BUILD
                        + "          context: \"{{defaultContext}}\"\n          build-args: |\n            \"IMG=a:1@OLD\"\n",
                BUILD + "          build-args: IMG=${{ env.I }}\n        env: {I: 'a:1@OLD'}\n",
                "env: {I: no}\njobs:\n  j:\n    env: {I: 'a:1@OLD'}\n    container: ${{ env.I }}\n",
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

    /** BuildKit would take other files than those that stand where nothing is said. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "file: ${{ matrix.f }} → what it builds is not known before a run: file is ${{ matrix.f }}",
                "context: ${{ inputs.c }} → what it builds is not known before a run: context is ${{ inputs.c }}",
                "file: nowhere → builds nowhere, which is not here",
                "context: ../x → builds ../x/Dockerfile, which is not here",
                "build-args: IMG=${{ inputs.i }} → the build argument IMG: not known before a run: ${{ inputs.i }}",
                "build-args: OTHER=${{ inputs.i }} → ",
                "context: https://example.org/x.git → ",
            })
    void whatIsBuiltIsNotGuessed(String input, String reason) {
        var tree = InMemoryTree.of(".github/workflows/x.yml", BUILD + "          " + input + "\n")
                .and("Dockerfile", "ARG IMG=a:1\nFROM $IMG\n");

        var problems = Pins.in(tree).problems();

        assertEquals(reason == null ? 0 : 1, problems.size());
        assertTrue(reason == null || problems.getFirst().toString().endsWith(reason), problems::toString);
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
