package dev.pinwheel.proposal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Source;
import dev.pinwheel.image.Watch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NamingTest {

    @Test
    void namesABranchAfterTheImageAndTheTag() {
        var branch = Naming.branch(Samples.SOURCE, Samples.WATCH);

        assertTrue(branch.matches("pinwheel/python-3\\.11\\.6-slim-bookworm-[0-9a-f]{12}"), branch);
    }

    @Test
    void givesEachSourceAndWatchItsOwnBranch() {
        var one = Naming.branch(Samples.SOURCE, Watch.parse("python:3.11"));

        assertNotEquals(one, Naming.branch(new Source("other"), Watch.parse("python:3.11")));
        assertNotEquals(one, Naming.branch(Samples.SOURCE, Watch.parse("ghcr.io/library/python:3.11")));
        assertEquals(one, Naming.branch(Samples.SOURCE, Watch.parse("docker.io/library/python:3.11")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a:1..2",
                "a:x.lock",
                "a:_._",
                "registry.example.org:5000/deep/er/a__b--c:LATEST",
                "a:ttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt"
            })
    void namesNoBranchThatGitForbids(String watch) {
        var branch = Naming.branch(Samples.SOURCE, Watch.parse(watch));

        assertTrue(branch.matches("pinwheel/[A-Za-z0-9][A-Za-z0-9._-]*-[0-9a-f]{12}"), branch);
        assertTrue(!branch.contains("..") && branch.length() <= 82, branch);
    }

    @Test
    void writesACommitMessageThatStandsByItself() {
        var facts = Samples.facts();

        assertEquals(
                """
                Rotate python:3.11.6-slim-bookworm to sha256:%s

                This moves python:3.11.6-slim-bookworm from %s to
                %s, which is safe by the policy: it fixes 2 vulnerabilities (1
                critical, 1 high), brings 1 vulnerability (1 low), leaves 1
                vulnerability (1 negligible), and 2 of 2 rebuilds succeeded, with 1
                warning.

                Pinwheel-Watch: docker.io/library/python:3.11.6-slim-bookworm
                Pinwheel-Digest: %s
                Pinwheel-Ledger-Entry: 43
                """.formatted(
                                Samples.digest("candidate").abbreviated(),
                                Samples.digest("pinned").abbreviated(),
                                Samples.digest("candidate").abbreviated(),
                                Samples.digest("candidate")),
                Naming.message(facts));
    }
}
