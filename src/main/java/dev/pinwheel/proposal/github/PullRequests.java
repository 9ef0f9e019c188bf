package dev.pinwheel.proposal.github;

import dev.pinwheel.proposal.Outcome;
import dev.pinwheel.proposal.Proposal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kohsuke.github.GHIssueState;
import org.kohsuke.github.GHPullRequest;
import org.kohsuke.github.GHRepository;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The pull requests from a proposal's branch: at most one is open. */
final class PullRequests {

    private static final Logger LOG = LoggerFactory.getLogger(PullRequests.class);
    private static final String LABEL = "pinwheel";

    /** What is pinned has vanished; nobody can build on it. */
    private static final String URGENT = "pinwheel: urgent";

    private static final int MOST_LOOKED_AT = 100;

    private final GHRepository repository;
    private final Proposal proposal;

    PullRequests(GHRepository repository, Proposal proposal) {
        this.repository = repository;
        this.proposal = proposal;
    }

    /** The one that is open. */
    Optional<GHPullRequest> open() throws IOException {
        return list(GHIssueState.OPEN).stream().findFirst();
    }

    /** One that people closed without merging it, and that proposed the same digest. */
    Optional<GHPullRequest> declined() throws IOException {
        return list(GHIssueState.CLOSED).stream()
                .filter(closed -> closed.getMergedAt() == null)
                .filter(closed -> String.valueOf(closed.getBody()).contains(marker()))
                .findFirst();
    }

    /** GitHub shows all pull requests to who asks for a head that it does not understand. */
    private List<GHPullRequest> list(GHIssueState state) throws IOException {
        var head = repository.getOwnerName() + ":" + proposal.branch();
        var found =
                repository.queryPullRequests().state(state).head(head).list().withPageSize(MOST_LOOKED_AT);
        var page = found.iterator().nextPage();
        return page.stream()
                .filter(request -> head.equalsIgnoreCase(request.getHead().getLabel()))
                .toList();
    }

    /** Opens one; where GitHub's answer was lost or says that there is one, the open one is taken. */
    Outcome open(String commit) throws IOException {
        GHPullRequest request;
        try {
            request = repository.createPullRequest(proposal.title(), proposal.branch(), proposal.base(), body());
        } catch (IOException e) {
            request = open().orElseThrow(() -> e);
            describe(request);
        }
        label(request);
        return new Outcome.Opened(request.getHtmlUrl().toString(), commit);
    }

    /** Lets the open one say what it shall say. */
    Outcome refresh(GHPullRequest request, ProposedBranch.Put.At branch) throws IOException {
        var url = request.getHtmlUrl().toString();
        var told = describe(request);
        if (proposal.isUrgent()
                && request.getLabels().stream()
                        .noneMatch(label -> label.getName().equals(URGENT))) {
            label(request);
        }
        return branch.moved() || told
                ? new Outcome.Refreshed(url, branch.commit())
                : new Outcome.Unchanged(url, branch.commit());
    }

    private boolean describe(GHPullRequest request) throws IOException {
        var newTitle = !proposal.title().equals(request.getTitle());
        var newBody = !same(body(), String.valueOf(request.getBody()));
        if (newTitle) {
            request.setTitle(proposal.title());
        }
        if (newBody) {
            request.setBody(body());
        }
        return newTitle || newBody;
    }

    private static boolean same(String one, String other) {
        return one.replace("\r", "").strip().equals(other.replace("\r", "").strip());
    }

    private String body() {
        return proposal.text().stripTrailing() + "\n\n" + marker() + "\n";
    }

    private String marker() {
        return "<!-- pinwheel:key=" + proposal.candidate().digest() + " -->";
    }

    /** A label helps people to find it and is nothing that a proposal needs. */
    private void label(GHPullRequest request) {
        var labels = proposal.isUrgent() ? new String[] {LABEL, URGENT} : new String[] {LABEL};
        try {
            request.addLabels(labels);
        } catch (IOException e) {
            LOG.warn("{} has no label {}: {}", request.getHtmlUrl(), String.join(", ", labels), Failure.reason(e));
        }
    }
}
