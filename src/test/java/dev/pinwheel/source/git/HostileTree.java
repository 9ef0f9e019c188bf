package dev.pinwheel.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.lib.TreeFormatter;

/** Trees that git's own commands would not write, and that a server may send all the same. */
final class HostileTree {

    private HostileTree() {}

    /** A directory of this name with one file in it. */
    static ObjectId with(Repository repository, String directory, String file, FileMode mode) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var inner = new TreeFormatter();
            inner.append(bytes(file), mode, inserter.insert(Constants.OBJ_BLOB, bytes("hostile")));
            var outer = new TreeFormatter();
            outer.append(bytes(directory), FileMode.TREE, inserter.insert(inner));
            var tree = inserter.insert(outer);
            inserter.flush();
            return tree;
        }
    }

    /** A link and a directory that have the same name, the link first. */
    static ObjectId linkAndDirectory(Repository repository, String name, String target, String file)
            throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var inner = new TreeFormatter();
            inner.append(bytes(file), FileMode.REGULAR_FILE, inserter.insert(Constants.OBJ_BLOB, bytes("hostile")));
            var outer = new TreeFormatter();
            outer.append(bytes(name), FileMode.SYMLINK, inserter.insert(Constants.OBJ_BLOB, bytes(target)));
            outer.append(bytes(name), FileMode.TREE, inserter.insert(inner));
            var tree = inserter.insert(outer);
            inserter.flush();
            return tree;
        }
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
