package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.proposal.github.GitHubFixture;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole bot, from a moved tag to an open pull request, on a GitHub API with state over real git. */
class GitHubBotIT {

    private static final String OLD = "openssl:libssl3=3.0.20-1~deb12u1";
    private static final String NEW = "openssl:libssl3=3.0.22-1~deb12u1";
    private static final String NEWER = "openssl:libssl3=3.0.23-1~deb12u1";

    @TempDir
    private Path folder;

    private Scene scene;
    private GitHubFixture gitHub;

    @BeforeEach
    void set() throws Exception {
        scene = Scene.in(folder);
        gitHub = GitHubFixture.start(Files.createDirectory(folder.resolve("github")));
        var dockerfile = scene.dockerfile(scene.point(OLD));
        gitHub.repository().commit("main", Map.of("Dockerfile", dockerfile));
    }

    @AfterEach
    void strike() {
        gitHub.close();
        scene.close();
    }

    @Test
    void aMovedTagBecomesOnePullRequestThatIsRefreshedInPlace() throws Exception {
        var moved = scene.point(NEW);
        var opened = of(run(), Proposed.class).getFirst();

        assertEquals(Proposed.How.OPENED, opened.how());
        assertEquals(scene.dockerfile(moved), dockerfile());
        assertTrue(pullRequest().path("body").asText().contains("TEST-2026-0001"));
        assertEquals(List.of(), of(run(), Proposed.class));
        assertEquals(1, gitHub.pullRequests().size());

        var newer = scene.point(NEWER);
        assertEquals(
                Proposed.How.REFRESHED, of(run(), Proposed.class).getFirst().how());

        assertEquals(scene.dockerfile(newer), dockerfile());
        assertTrue(pullRequest().path("title").asText().contains(newer.abbreviated()));
    }

    @Test
    void anAnswerThatIsLostMakesNoSecondPullRequest() throws Exception {
        scene.point(NEW);
        gitHub.loseNextAnswer("POST", ".*/pulls");

        var first = run();
        var second = run();

        assertEquals(1, gitHub.pullRequests().size());
        assertEquals(
                1, of(first, Proposed.class).size() + of(second, Proposed.class).size(), () -> failures(first));
    }

    private static String failures(List<Event> events) {
        return of(events, StepFailed.class).toString();
    }

    private JsonNode pullRequest() throws Exception {
        assertEquals(1, gitHub.pullRequests().size());
        return gitHub.pullRequests().getFirst();
    }

    private String dockerfile() throws Exception {
        var branch = pullRequest().path("head").path("ref").asText();
        return gitHub.repository().text(branch, "Dockerfile");
    }

    private List<Event> run() throws Exception {
        return scene.run(gitHub);
    }

    private static <E extends Event> List<E> of(List<Event> events, Class<E> type) {
        return events.stream().filter(type::isInstance).map(type::cast).toList();
    }
}
