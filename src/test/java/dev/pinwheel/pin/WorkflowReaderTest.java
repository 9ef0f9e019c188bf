package dev.pinwheel.pin;

import static dev.pinwheel.pin.Moving.OLD;
import static dev.pinwheel.pin.Moving.assertMoved;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The pins of GitHub's workflows and actions. */
class WorkflowReaderTest {

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
                "jobs:\n  j:\n    container: ${{ 'a:1@OLD' }}\n",
                "jobs:\n  j:\n    strategy: {matrix: {t: [1], include: [{d: OLD}]}}\n    container: a:${{ matrix.t }}@${{ matrix.d }}\n",
                "jobs:\n  j:\n    uses: ./.github/workflows/y.yml\n    with: {image: 'a:1@OLD', other: 'a:1'}\n",
                "jobs:\n  j:\n    steps:\n      - uses: ./act\n        with: {image: 'a:1@OLD'}\n",
                "jobs:\n  j:\n    steps:\n      - uses: Docker/Build-Push-Action@v6\n        with: {build-args: 'IMG=a:1@OLD'}\n",
                BUILD + "          context: https://example.org/x.git\n          build-args: IMG=a:1@OLD\n",
                "runs:\n  using: composite\n  steps:\n    - uses: docker://a:1@OLD\n",
                BUILD + "          context: .\n          build-args: |\n            X=1\n            IMG=a:1@OLD\n",
                BUILD + "          build-args: IMG=a:1@OLD\n",
                "env:\n  I: a:1@OLD\n" + BUILD
                        + "          file: ./Dockerfile\n          build-args: |\n            IMG=${{ env.I }}\n",
            })
    void aPinIsFoundAndMoved(String file) throws RefusedEditException {
        assertMoved(".github/workflows/x.yml", file, Map.of("Dockerfile", "ARG IMG=debian:12\nFROM $IMG\n"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "jobs:\n  j:\n    container: ''\n",
                "jobs:\n  j:\n    strategy: {matrix: {i: ['']}}\n    container: ${{ matrix.i }}\n",
                "jobs:\n  j:\n    steps:\n      - uses: actions/checkout@v4\n",
                "jobs:\n  j:\n    uses: ./.github/workflows/y.yml\n    with: {image: '${{ inputs.x }}'}\n",
                "on: push\n",
            })
    void whatAsksForNoImageIsNone(String file) {
        var report = Pins.in(InMemoryTree.of(".github/workflows/x.yml", file));

        assertEquals(List.of(), report.pins());
        assertEquals(List.of(), report.problems());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "container: ${{ matrix.image }} → 3: container is not known before a run: ${{ matrix.image }}",
                "container: {image: '${{ env.X }}'} → 3: container is not known before a run: ${{ env.X }}",
                "services: {db: {image: 'a:${{ inputs.t }}'}} → 3: services.db is not known before a run: a:${{ inputs.t }}",
                "steps: [{uses: 'docker://${{ inputs.i }}'}] → 3: uses is not known before a run: docker://${{ inputs.i }}",
                "{strategy: {matrix: '${{ fromJSON(x) }}'}, container: 'a:${{ matrix.v }}'} → 3: container is not known before a run: a:${{ matrix.v }}",
                "{strategy: {matrix: {v: '${{ fromJSON(x) }}'}}, container: 'a:${{ matrix.v }}'} → 3: container is not known before a run: a:${{ matrix.v }}",
            })
    void anImageThatIsNotKnownBeforeARunIsAProblem(String job, String problem) {
        var file = "jobs:\n  j:\n    " + job + "\n";

        var report = Pins.in(InMemoryTree.of(".github/workflows/x.yml", file));

        assertEquals(List.of(), report.pins());
        assertEquals(
                List.of(".github/workflows/x.yml:" + problem),
                report.problems().stream().map(Problem::toString).toList());
    }

    /** What GitHub's own page on matrices says of each. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '→',
            value = {
                "{i: [a, b], include: [{t: 1}]} → a:1 b:1",
                "{i: [a, b], include: [{t: 1}, {i: b, t: 2}]} → a:1 b:2",
                "{i: [a, b], t: [1], include: [{i: b, t: 2}]} → a:1 b:1 b:2",
                "{i: [a], t: [1], include: [{i: c, t: 3}, {i: c, t: 4}]} → a:1 c:3 c:4",
                "{i: [a, b], t: [1, 2], exclude: [{i: a, t: 2}, {i: b}]} → a:1",
                "{i: [a, b], t: [1, 2], exclude: [{i: a}], include: [{i: a, t: 3}]} → a:3 b:1 b:2",
                "{include: [{i: a, t: 1}, {i: b, t: 2}]} → a:1 b:2",
            })
    void aMatrixRunsWhatGitHubRuns(String matrix, String images) {
        var file =
                "jobs:\n  j:\n    strategy: {matrix: " + matrix + "}\n    container: ${{ matrix.i }}:${{ matrix.t }}\n";

        var report = Pins.in(InMemoryTree.of(".github/workflows/x.yml", file));

        assertEquals(
                images, report.pins().stream().map(FoundPin::written).sorted().collect(Collectors.joining(" ")));
        assertEquals(List.of(), report.problems());
    }

    @Test
    void aMatrixThatIsTooLargeIsAProblemOfItsJob() {
        var axis = "[" + "1, ".repeat(20) + "1]";
        var file = "jobs:\n  j:\n    strategy: {matrix: {a: " + axis + ", b: " + axis
                + "}}\n    container: a:1\n  k:\n    container: b:1\n";

        var report = Pins.in(InMemoryTree.of(".github/workflows/x.yml", file));

        assertEquals("b:1", report.pins().getFirst().written());
        assertEquals(3, report.problems().getFirst().line());
    }

    @Test
    void anActionThatIsADockerfileBuildsIt() {
        var tree = InMemoryTree.of("act/action.yml", "runs:\n  using: Docker\n  image: my.df\n")
                .and("act/my.df", "FROM a:1@" + OLD + "\n")
                .and("none/action.yml", "runs:\n  using: docker\n  image: Dockerfile\n");

        var report = Pins.in(tree);

        assertEquals("a:1@" + OLD, report.pins().getFirst().written());
        assertEquals(
                List.of("none/action.yml:3: runs.image: builds Dockerfile, which is not here"),
                report.problems().stream().map(Problem::toString).toList());
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
}
