package dev.pinwheel.source.git;

import dev.pinwheel.source.Change;
import dev.pinwheel.source.Written;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevCommit;
import org.eclipse.jgit.revwalk.RevWalk;

/** A branch of ours, written as one commit and pushed from where we know it to be. */
final class Branch {

    private final Repository repository;
    private final Author author;

    Branch(Repository repository, Author author) {
        this.repository = repository;
        this.author = author;
    }

    Written write(Change change, Remote remote) throws IOException {
        if (!Repository.isValidRefName("refs/heads/" + change.branch())) {
            throw new IOException("'" + change.branch() + "' is not a branch name");
        }
        try (var walk = new RevWalk(repository)) {
            var base = walk.parseCommit(ObjectId.fromString(change.base()));
            var commit = walk.parseCommit(commit(change, base));
            var expected = change.expected().map(ObjectId::fromString);
            return push(change.branch(), commit, expected, remote, UnifiedDiff.between(repository, base, commit));
        }
    }

    private ObjectId commit(Change change, RevCommit base) throws IOException {
        try (var inserter = repository.newObjectInserter();
                var reader = repository.newObjectReader()) {
            var tree = new Rewrite(reader, inserter).of(base.getTree(), change.files());
            if (tree.equals(base.getTree())) {
                throw new IOException("it changes nothing in commit " + base.name());
            }
            var who = author.at(change.at());
            var commit = new CommitBuilder();
            commit.setParentId(base);
            commit.setTreeId(tree);
            commit.setAuthor(who);
            commit.setCommitter(who);
            commit.setMessage(change.message());
            commit.setEncoding(StandardCharsets.UTF_8);
            var id = inserter.insert(commit);
            inserter.flush();
            return id;
        }
    }

    private static Written push(String branch, ObjectId commit, Optional<ObjectId> expected, Remote remote, String diff)
            throws IOException {
        var update = remote.push(branch, commit, expected);
        return switch (update.getStatus()) {
            case OK, UP_TO_DATE -> new Written.Done(commit.name(), diff);
            case REJECTED_REMOTE_CHANGED ->
                new Written.Moved("branch " + branch + " is not at "
                        + expected.map(ObjectId::name).orElse("nothing") + " any more, where we left it");
            case NON_EXISTING,
                    NOT_ATTEMPTED,
                    AWAITING_REPORT,
                    REJECTED_NODELETE,
                    REJECTED_NONFASTFORWARD,
                    REJECTED_OTHER_REASON ->
                throw new IOException("the push was answered " + update.getStatus()
                        + (update.getMessage() == null ? "" : ", " + update.getMessage()));
        };
    }
}
