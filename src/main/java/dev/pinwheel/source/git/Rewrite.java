package dev.pinwheel.source.git;

import java.io.IOException;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.ObjectInserter;
import org.eclipse.jgit.lib.ObjectReader;
import org.eclipse.jgit.lib.TreeFormatter;
import org.eclipse.jgit.treewalk.CanonicalTreeParser;

/** Trees with new content in some of their files; modes and all other entries stay as they are. */
final class Rewrite {

    private final ObjectReader reader;
    private final ObjectInserter inserter;

    Rewrite(ObjectReader reader, ObjectInserter inserter) {
        this.reader = reader;
        this.inserter = inserter;
    }

    /** Writes the tree in which these files, which must be there, have this content. */
    ObjectId of(ObjectId tree, Map<String, byte[]> files) throws IOException {
        var left = new TreeMap<>(files);
        var formatter = new TreeFormatter();
        for (var entry = new CanonicalTreeParser(null, reader, tree); !entry.eof(); entry = entry.next()) {
            var name = entry.getEntryPathString();
            formatter.append(
                    entry.getEntryPathBuffer(),
                    0,
                    entry.getNameLength(),
                    entry.getEntryFileMode(),
                    rewritten(entry, name, left));
        }
        if (!left.isEmpty()) {
            throw new IOException("there is no regular file " + left.firstKey() + " to change");
        }
        return formatter.insertTo(inserter);
    }

    private ObjectId rewritten(CanonicalTreeParser entry, String name, SortedMap<String, byte[]> left)
            throws IOException {
        var mode = entry.getEntryFileMode();
        if (mode == FileMode.REGULAR_FILE || mode == FileMode.EXECUTABLE_FILE) {
            var content = left.remove(name);
            return content == null ? entry.getEntryObjectId() : inserter.insert(Constants.OBJ_BLOB, content);
        }
        var below = new TreeMap<String, byte[]>();
        if (mode == FileMode.TREE) {
            left.tailMap(name + "/").forEach((path, content) -> {
                if (path.startsWith(name + "/")) {
                    below.put(path.substring(name.length() + 1), content);
                }
            });
        }
        if (below.isEmpty()) {
            return entry.getEntryObjectId();
        }
        below.keySet().forEach(path -> left.remove(name + "/" + path));
        return of(entry.getEntryObjectId(), below);
    }
}
