package dev.pinwheel.source.git;

import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;

/** The regular files of one commit, read from git's objects. */
final class CommitTree implements FileTree {

    private final Repository repository;
    private final SortedMap<String, ObjectId> blobs;

    private CommitTree(Repository repository, SortedMap<String, ObjectId> blobs) {
        this.repository = repository;
        this.blobs = blobs;
    }

    static CommitTree of(Repository repository, RevTree tree, Limits limits) throws IOException {
        var blobs = new TreeMap<String, ObjectId>();
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                var mode = walk.getFileMode();
                if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
                    blobs.put(Names.checked(walk), walk.getObjectId(0));
                }
                if (blobs.size() > limits.files()) {
                    throw new IOException("it holds more than " + limits.files() + " files");
                }
            }
        }
        return new CommitTree(repository, blobs);
    }

    @Override
    public List<String> paths() {
        return List.copyOf(blobs.keySet());
    }

    @Override
    public byte[] read(String path, int limit) throws IOException {
        var blob = blobs.get(path);
        if (blob == null) {
            throw new IOException("there is no file " + path + " in this commit");
        }
        var loader = repository.open(blob, Constants.OBJ_BLOB);
        if (loader.getSize() > limit) {
            throw new IOException(path + " has " + loader.getSize() + " bytes, more than the " + limit + " we read");
        }
        return loader.getBytes(limit);
    }

    @Override
    public Optional<String> contentId(String path) {
        return Optional.ofNullable(blobs.get(path)).map(ObjectId::name);
    }
}
