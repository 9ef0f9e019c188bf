package dev.pinwheel.proposal.github;

import dev.pinwheel.proposal.Forge;
import dev.pinwheel.proposal.ForgeException;
import dev.pinwheel.proposal.Outcome;
import dev.pinwheel.proposal.Proposal;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.kohsuke.github.GHException;

/** Proposals as pull requests to one repository on GitHub. */
public final class GitHubForge implements Forge {

    private final GitHubServer server;
    private final Access access;
    private final RepositoryName name;

    public GitHubForge(GitHubServer server, Access access, RepositoryName name) {
        this.server = server;
        this.access = access;
        this.name = name;
    }

    @Override
    public Outcome propose(Proposal proposal) throws ForgeException {
        try {
            return attempt(proposal);
        } catch (IOException | UncheckedIOException | GHException e) {
            throw new ForgeException(
                    "tried to propose branch " + proposal.branch() + " of " + name + " on " + server + " but "
                            + Failure.reason(e),
                    e);
        }
    }

    /**
     * Tries to reach the repository, and changes nothing; says whether GitHub says that it may be written.
     *
     * @throws ForgeException if it cannot be reached
     */
    public boolean mayWrite() throws ForgeException {
        try {
            return server.connect(access).getRepository(name.toString()).hasPushAccess();
        } catch (IOException | UncheckedIOException | GHException e) {
            throw new ForgeException("tried to reach " + name + " on " + server + " but " + Failure.reason(e), e);
        }
    }

    private Outcome attempt(Proposal proposal) throws IOException {
        var repository = server.connect(access).getRepository(name.toString());
        var requests = new PullRequests(repository, proposal);
        var open = requests.open();
        if (open.isEmpty()) {
            var declined = requests.declined();
            if (declined.isPresent()) {
                return new Outcome.Refused("people closed this proposal, "
                        + declined.get().getHtmlUrl() + ": not this digest; a newer one is proposed again");
            }
        }
        var branch = new ProposedBranch(
                repository, proposal, (moved, commit) -> server.moveBranch(name, moved, commit, access));
        return switch (branch.put()) {
            case ProposedBranch.Put.At at ->
                open.isPresent() ? requests.refresh(open.get(), at) : requests.open(at.commit());
            case ProposedBranch.Put.Taken taken -> taken(proposal, taken);
        };
    }

    private static Outcome taken(Proposal proposal, ProposedBranch.Put.Taken taken) {
        return new Outcome.Refused("branch " + proposal.branch() + " is at " + taken.commit()
                + ", which we did not write: somebody works on it");
    }
}
