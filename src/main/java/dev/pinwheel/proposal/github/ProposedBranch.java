package dev.pinwheel.proposal.github;

import dev.pinwheel.proposal.Proposal;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.kohsuke.github.GHCommit;
import org.kohsuke.github.GHFileNotFoundException;
import org.kohsuke.github.GHRepository;

/**
 * A proposal's branch on GitHub, written through the git-data API so that GitHub signs the commit.
 *
 * <p>GitHub sets the commit's author and time, so the same change is not the same commit; it is known
 * by its parent, its tree and its message.
 */
final class ProposedBranch {

    private final GHRepository repository;
    private final Proposal proposal;
    private final Move move;

    ProposedBranch(GHRepository repository, Proposal proposal, Move move) {
        this.repository = repository;
        this.proposal = proposal;
        this.move = move;
    }

    /** How the branch is put at another commit, wherever it was. */
    interface Move {
        void to(String branch, String commit) throws IOException;
    }

    /** What came of writing the branch. */
    sealed interface Put {

        /** The branch is at this commit; {@code moved} says whether it was not where we left it. */
        record At(String commit, boolean moved) implements Put {}

        /** The branch is at a commit that is not ours. */
        record Taken(String commit) implements Put {}
    }

    Put put() throws IOException {
        var head = head();
        var tree = new ChangedTree(repository, proposal).write();
        if (head.isPresent() && isOurs(head.get(), tree)) {
            return new Put.At(
                    head.get(), proposal.ours().isPresent() && !proposal.ours().equals(head));
        }
        if (head.isPresent() && !proposal.ours().equals(head)) {
            return new Put.Taken(head.get());
        }
        var commit = commit(tree);
        if (head.isEmpty()) {
            repository.createRef("refs/heads/" + proposal.branch(), commit);
            return new Put.At(commit, true);
        }
        var now = head();
        if (now.isPresent() && !now.equals(head)) {
            return new Put.Taken(now.get());
        }
        move.to(proposal.branch(), commit);
        return new Put.At(commit, true);
    }

    private Optional<String> head() throws IOException {
        try {
            return Optional.of(repository.getBranch(proposal.branch()).getSHA1());
        } catch (GHFileNotFoundException e) {
            return Optional.empty();
        }
    }

    private boolean isOurs(String head, String tree) throws IOException {
        GHCommit commit = repository.getCommit(head);
        var info = commit.getCommitShortInfo();
        return commit.getParentSHA1s().equals(List.of(proposal.commit()))
                && info.getTreeSHA1().equals(tree)
                && info.getMessage().strip().equals(proposal.message().strip());
    }

    private String commit(String tree) throws IOException {
        return repository
                .createCommit()
                .message(proposal.message())
                .tree(tree)
                .parent(proposal.commit())
                .create()
                .getSHA1();
    }
}
