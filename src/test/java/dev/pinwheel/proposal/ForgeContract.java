package dev.pinwheel.proposal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What every forge must do. */
public interface ForgeContract {

    Watch WATCH = Watch.parse("docker.io/library/python:3.11");
    String BRANCH = "pinwheel/python-3.11-0123456789ab";
    Digest OLD = Digest.of("old".getBytes(UTF_8));
    Digest NEW = Digest.of("new".getBytes(UTF_8));
    Digest NEWER = Digest.of("newer".getBytes(UTF_8));

    /** The forge that is asked. */
    Forge forge();

    /** The repository that it proposes to; its branch {@code main} has a file {@code app/Dockerfile}. */
    BareRepository repository();

    /** The repository's name in the configuration. */
    Source source();

    /** The text of each open proposal, as people see it. */
    List<String> openTexts() throws IOException;

    /** Lets the forge do what it does for a proposal up to when its branch is there, and not more. */
    void stopAfterTheBranch(Proposal proposal) throws IOException;

    static String dockerfile(Digest digest) {
        return "FROM docker.io/library/python:3.11@" + digest + "\nRUN true\n";
    }

    /** The proposal that moves the pin to this digest. */
    default Proposal moving(Digest digest, Optional<String> ours) {
        return new Proposal(
                new Candidate(source(), WATCH, List.of(OLD), digest),
                BRANCH,
                "main",
                repository().head("main").orElseThrow(),
                Map.of("app/Dockerfile", dockerfile(digest).getBytes(UTF_8)),
                "Move python:3.11 to " + digest.abbreviated() + "\n",
                Instant.parse("2026-06-01T12:00:00Z"),
                "Move python:3.11 to " + digest.abbreviated(),
                "It moves to " + digest + ".\n",
                ours,
                false);
    }

    @Test
    default void opensOneProposalWhoseCommitChangesExactlyTheFiles() throws IOException {
        var base = repository().head("main").orElseThrow();

        var outcome = forge().propose(moving(NEW, Optional.empty()));

        var opened = assertInstanceOf(Outcome.Opened.class, outcome);
        assertEquals(Optional.of(opened.commit()), repository().head(BRANCH));
        assertEquals(List.of(base), repository().parents(opened.commit()));
        var expected = repository().files(base);
        expected.put("app/Dockerfile", "100644 " + dockerfile(NEW));
        assertEquals(expected, repository().files(opened.commit()));
        assertEquals(1, openTexts().size());
        assertTrue(openTexts().getFirst().contains("It moves to " + NEW + "."));
    }

    @Test
    default void leavesAProposalThatIsAsItShouldBe() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        var texts = openTexts();

        var outcome = forge().propose(moving(NEW, Optional.of(opened.commit())));

        assertEquals(new Outcome.Unchanged(opened.url(), opened.commit()), outcome);
        assertEquals(texts, openTexts());
    }

    @Test
    default void refreshesTheOpenProposalInPlaceForANewerDigest() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));

        var outcome = forge().propose(moving(NEWER, Optional.of(opened.commit())));

        var refreshed = assertInstanceOf(Outcome.Refreshed.class, outcome);
        assertEquals(opened.url(), refreshed.url());
        assertEquals(Optional.of(refreshed.commit()), repository().head(BRANCH));
        assertEquals(
                "100644 " + dockerfile(NEWER),
                repository().files(refreshed.commit()).get("app/Dockerfile"));
        assertEquals(repository().parents(opened.commit()), repository().parents(refreshed.commit()));
        assertEquals(1, openTexts().size());
        assertTrue(openTexts().getFirst().contains("It moves to " + NEWER + "."));
    }

    @Test
    default void refreshesOntoANewerBase() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        var base = repository().commit("main", Map.of("other", "new here\n"));

        var outcome = forge().propose(moving(NEW, Optional.of(opened.commit())));

        var refreshed = assertInstanceOf(Outcome.Refreshed.class, outcome);
        assertEquals(List.of(base), repository().parents(refreshed.commit()));
        assertEquals("100644 new here\n", repository().files(refreshed.commit()).get("other"));
    }

    @Test
    default void neverOverwritesSomebodysCommit() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        var theirs = repository().commit(BRANCH, Map.of("notes", "mine\n"));
        var texts = openTexts();

        var outcome = forge().propose(moving(NEWER, Optional.of(opened.commit())));

        assertInstanceOf(Outcome.Refused.class, outcome);
        assertEquals(Optional.of(theirs), repository().head(BRANCH));
        assertEquals(texts, openTexts());
    }

    @Test
    default void neverTakesABranchThatSomebodyMade() throws IOException {
        var theirs = repository().commit(BRANCH, Map.of("notes", "mine\n"));

        var outcome = forge().propose(moving(NEW, Optional.empty()));

        assertInstanceOf(Outcome.Refused.class, outcome);
        assertEquals(Optional.of(theirs), repository().head(BRANCH));
        assertEquals(List.of(), openTexts());
    }

    @Test
    default void completesOnceWhatWasStoppedAfterTheBranch() throws IOException {
        stopAfterTheBranch(moving(NEW, Optional.empty()));
        var branch = repository().head(BRANCH);

        var outcome = forge().propose(moving(NEW, Optional.empty()));

        var opened = assertInstanceOf(Outcome.Opened.class, outcome);
        assertEquals(branch, Optional.of(opened.commit()));
        assertEquals(1, openTexts().size());
    }

    @Test
    default void completesARefreshThatWasStoppedAfterTheBranch() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        stopAfterTheBranch(moving(NEWER, Optional.of(opened.commit())));
        assertNotEquals(Optional.of(opened.commit()), repository().head(BRANCH));

        var outcome = forge().propose(moving(NEWER, Optional.of(opened.commit())));

        var refreshed = assertInstanceOf(Outcome.Refreshed.class, outcome);
        assertEquals(opened.url(), refreshed.url());
        assertEquals(1, openTexts().size());
        assertTrue(openTexts().getFirst().contains("It moves to " + NEWER + "."));
    }

    @Test
    default void makesTheBranchAgainWhenItIsGone() throws IOException {
        var opened = (Outcome.Opened) forge().propose(moving(NEW, Optional.empty()));
        repository().delete(BRANCH);

        var outcome = forge().propose(moving(NEWER, Optional.of(opened.commit())));

        assertEquals(1, openTexts().size());
        assertTrue(outcome instanceof Outcome.Opened || outcome instanceof Outcome.Refreshed, outcome::toString);
        assertTrue(repository().head(BRANCH).isPresent());
    }
}
