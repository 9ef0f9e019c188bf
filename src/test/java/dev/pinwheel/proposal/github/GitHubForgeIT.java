package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.pinwheel.event.Source;
import dev.pinwheel.proposal.Forge;
import dev.pinwheel.proposal.ForgeContract;
import dev.pinwheel.proposal.ForgeException;
import dev.pinwheel.proposal.Outcome;
import dev.pinwheel.proposal.Proposal;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GitHubForgeIT implements ForgeContract {

    @TempDir
    Path directory;

    GitHubFixture github;
    GitHubServer server;

    @BeforeEach
    void start() throws IOException {
        github = GitHubFixture.start(directory);
        github.repository().commit("main", Map.of("app/Dockerfile", ForgeContract.dockerfile(OLD), "README", "App\n"));
        server = new GitHubServer(github.apiUrl());
    }

    @AfterEach
    void stop() {
        if (github != null) {
            server.close();
            github.close();
        }
    }

    private GitHubForge forge(Access access) {
        return new GitHubForge(server, access, RepositoryName.parse(github.repositoryName()));
    }

    @Override
    public Forge forge() {
        return forge(github::token);
    }

    @Override
    public BareRepository repository() {
        return github.repository();
    }

    @Override
    public Source source() {
        return new Source(github.repoUrl());
    }

    @Override
    public List<String> openTexts() throws IOException {
        return github.pullRequests().stream()
                .filter(request -> request.path("state").asText().equals("open"))
                .map(request -> request.path("body").asText())
                .toList();
    }

    @Override
    public void stopAfterTheBranch(Proposal proposal) {
        github.dropNext(proposal.ours().isEmpty() ? "POST" : "PATCH", "/pulls");
        assertThrows(ForgeException.class, () -> forge().propose(proposal));
    }

    private JsonNode only() throws IOException {
        assertEquals(1, github.pullRequests().size());
        return github.pullRequests().getFirst();
    }

    private static Proposal urgent(Proposal proposal) {
        return new Proposal(
                proposal.candidate(),
                proposal.branch(),
                proposal.base(),
                proposal.commit(),
                proposal.files(),
                proposal.message(),
                proposal.at(),
                proposal.title(),
                proposal.text(),
                proposal.ours(),
                true);
    }

    @Test
    void labelsWhatHasBecomeUrgent() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        assertEquals(1, only().path("labels").size());

        forge().propose(urgent(moving(NEW, Optional.of(opened.commit()))));

        var labels = new ArrayList<String>();
        only().path("labels").forEach(label -> labels.add(label.path("name").asText()));
        assertEquals(List.of("pinwheel", "pinwheel: urgent"), labels);
    }

    @Test
    void showsTheTitleTheLabelAndTheBranchOfTheProposal() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));

        var request = only();
        assertEquals(
                "Move python:3.11 to " + NEW.abbreviated(),
                request.path("title").asText());
        assertEquals("pinwheel", request.path("labels").path(0).path("name").asText());
        assertEquals(BRANCH, request.path("head").path("ref").asText());
        assertEquals(opened.commit(), request.path("head").path("sha").asText());
        assertEquals("main", request.path("base").path("ref").asText());
        assertEquals(opened.url(), request.path("html_url").asText());
    }

    @Test
    void leavesTheAuthorToGitHubSoThatItSigns() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));

        assertTrue(repository().raw(opened.commit()).contains("\nauthor pinwheel[bot] <"));
    }

    @Test
    void opensNoSecondPullRequestWhenTheAnswerIsLost() throws IOException {
        github.loseNextAnswer("POST", "/pulls$");

        var outcome = forge().propose(moving(NEW, Optional.empty()));

        assertInstanceOf(Outcome.Opened.class, outcome);
        assertEquals(1, openTexts().size());
    }

    @Test
    void makesNoSecondBranchWhenTheAnswerIsLost() throws IOException {
        github.loseNextAnswer("POST", "/git/refs$");
        assertThrows(ForgeException.class, () -> forge().propose(moving(NEW, Optional.empty())));

        var outcome = forge().propose(moving(NEW, Optional.empty()));

        assertInstanceOf(Outcome.Opened.class, outcome);
        assertEquals(1, openTexts().size());
    }

    @Test
    void doesNotProposeADigestAgainThatPeopleClosed() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        github.closePullRequest(only().path("number").asInt());

        var outcome = forge().propose(moving(NEW, Optional.of(opened.commit())));

        var refused = assertInstanceOf(Outcome.Refused.class, outcome);
        assertTrue(refused.reason().contains(opened.url()), refused::reason);
        assertEquals(List.of(), openTexts());
    }

    @Test
    void proposesANewerDigestAfterPeopleClosedAnOlder() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        github.closePullRequest(only().path("number").asInt());

        var outcome = forge().propose(moving(NEWER, Optional.of(opened.commit())));

        assertInstanceOf(Outcome.Opened.class, outcome);
        assertEquals(1, openTexts().size());
        assertEquals(2, github.pullRequests().size());
    }

    @Test
    void keepsTheModeOfAnExecutable() throws IOException {
        var hooks = Map.of("app/Dockerfile", "FROM x\n".getBytes(UTF_8));
        var proposal = moving(NEW, Optional.empty());
        var changed = new Proposal(
                proposal.candidate(),
                BRANCH,
                "main",
                repository().executable("main", "app/Dockerfile"),
                hooks,
                proposal.message(),
                proposal.at(),
                proposal.title(),
                proposal.text(),
                Optional.empty(),
                false);

        var opened = (Outcome.Opened) forge().propose(changed);

        assertEquals("100755 FROM x\n", repository().files(opened.commit()).get("app/Dockerfile"));
    }

    @Test
    void worksAsAnApp() throws IOException {
        var name = RepositoryName.parse(github.repositoryName());
        var app = new AppInstallation(server, github.appId(), AppKey.parse(github.appKey()), name, Clock.systemUTC());

        var outcome = forge(app).propose(moving(NEW, Optional.empty()));

        assertInstanceOf(Outcome.Opened.class, outcome);
        forge(app).propose(moving(NEW, repository().head(BRANCH)));
        var minted = github.requests().stream().filter(request -> request.endsWith("/access_tokens"));
        assertEquals(1, minted.count());
    }

    @Test
    void renewsAnAppsTokenBeforeItExpires() throws IOException {
        var name = RepositoryName.parse(github.repositoryName());
        var key = AppKey.parse(github.appKey());
        var later = new AtomicReference<>(Duration.ZERO);
        InstantSource source = () -> Clock.systemUTC().instant().plus(later.get());
        var app = new AppInstallation(server, github.appId(), key, name, source.withZone(ZoneOffset.UTC));
        var first = app.token();
        assertEquals(first, app.token());
        later.set(Duration.ofMinutes(56));

        var renewed = app.token();

        assertNotEquals(first, renewed);
    }

    @Test
    void saysThatTheTokenIsWrongWithoutShowingIt() {
        Access wrong = () -> "ghp_wrongwrongwrong";

        var failure = assertThrows(ForgeException.class, () -> forge(wrong).propose(moving(NEW, Optional.empty())));

        var message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("GitHub answered 401: Bad credentials; check that the token"), message);
        assertFalse(message.contains("ghp_wrong"), message);
    }

    @Test
    void saysThatThereIsNoSuchRepository() {
        var forge = new GitHubForge(server, github::token, RepositoryName.parse("pinwheel/nothing"));

        var failure = assertThrows(ForgeException.class, () -> forge.propose(moving(NEW, Optional.empty())));

        var message = String.valueOf(failure.getMessage());
        assertTrue(message.contains("404") && message.contains("check the repository's name"), message);
    }
}
