package dev.pinwheel.proposal.github;

import dev.pinwheel.proposal.Proposal;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import org.kohsuke.github.GHRepository;
import org.kohsuke.github.GHTree;

/** The tree of a proposal's commit: the base's, with new content in some files and their modes kept. */
final class ChangedTree {

    private static final String REGULAR = "100644";
    private static final String EXECUTABLE = "100755";

    private final GHRepository repository;
    private final Proposal proposal;
    private final Map<String, GHTree> read = new HashMap<>();

    ChangedTree(GHRepository repository, Proposal proposal) {
        this.repository = repository;
        this.proposal = proposal;
    }

    /** Writes the tree to GitHub, where the same tree is the same object, and says its id. */
    String write() throws IOException {
        var base = repository.getCommit(proposal.commit()).getCommitShortInfo().getTreeSHA1();
        var tree = repository.createTree().baseTree(base);
        for (var file : new TreeMap<>(proposal.files()).entrySet()) {
            tree.add(file.getKey(), file.getValue(), isExecutable(base, file.getKey()));
        }
        var written = tree.create().getSha();
        if (written.equals(base)) {
            throw new IOException("it changes nothing in commit " + proposal.commit());
        }
        return written;
    }

    private boolean isExecutable(String root, String path) throws IOException {
        var names = path.split("/", -1);
        var sha = root;
        for (var depth = 0; depth < names.length; depth++) {
            var entry = tree(sha).getEntry(names[depth]);
            var last = depth == names.length - 1;
            if (entry == null || last != entry.getType().equals("blob")) {
                throw new IOException("there is no file " + path + " at commit " + proposal.commit());
            }
            if (last && !entry.getMode().equals(REGULAR) && !entry.getMode().equals(EXECUTABLE)) {
                throw new IOException(path + " is a symbolic link at commit " + proposal.commit());
            }
            if (last) {
                return entry.getMode().equals(EXECUTABLE);
            }
            sha = entry.getSha();
        }
        throw new IOException("a file has a name");
    }

    private GHTree tree(String sha) throws IOException {
        var known = read.get(sha);
        if (known == null) {
            known = repository.getTree(sha);
            read.put(sha, known);
        }
        return known;
    }
}
