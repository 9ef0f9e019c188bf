package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.proposal.Outcome;
import dev.pinwheel.proposal.Proposal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The emulator by itself, with its own idea of git: somebody else's reading of GitHub's API. */
class GitHubForgeOnEmulateIT {

    private static final String TOKEN = "ghp_emulate";
    private static final String NAME = "pinwheel/app";

    @TempDir
    Path directory;

    private static Proposal moving(String base, String to, Optional<String> ours) {
        var watch = Watch.parse("python:3.11");
        var digest = Digest.of(to.getBytes(UTF_8));
        return new Proposal(
                new Candidate(new Source(NAME), watch, List.of(), digest),
                "pinwheel/python",
                "main",
                base,
                Map.of("README.md", (to + "\n").getBytes(UTF_8)),
                "Move to " + to + "\n",
                Instant.EPOCH,
                "Move to " + to,
                "It moves.\n",
                ours,
                false);
    }

    @Test
    void opensThenLeavesThenRefreshes() throws IOException {
        var seed = new Emulate.Seed(NAME, TOKEN, "12345", TestKey.generate().pkcs8());
        var program = Program.installed("emulate");
        try (var emulate = Emulate.start(program, directory, Optional.empty(), seed);
                var server = new GitHubServer(emulate.address())) {
            var forge = new GitHubForge(server, () -> TOKEN, RepositoryName.parse(NAME));
            var main = emulate.ask("GET", "/repos/" + NAME + "/branches/main", "Bearer " + TOKEN, new byte[0]);
            var base = new ObjectMapper()
                    .readTree(main.body())
                    .path("commit")
                    .path("sha")
                    .asText();

            var opened = assertInstanceOf(Outcome.Opened.class, forge.propose(moving(base, "one", Optional.empty())));
            var left = forge.propose(moving(base, "one", Optional.of(opened.commit())));
            var refreshed = forge.propose(moving(base, "two", Optional.of(opened.commit())));

            assertEquals(new Outcome.Unchanged(opened.url(), opened.commit()), left);
            assertEquals(
                    opened.url(),
                    assertInstanceOf(Outcome.Refreshed.class, refreshed).url());
        }
    }
}
