package dev.pinwheel.source.git;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.eclipse.jgit.dircache.DirCache;
import org.eclipse.jgit.dircache.DirCacheEntry;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.CommitBuilder;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.PersonIdent;
import org.eclipse.jgit.lib.RefUpdate;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevWalk;
import org.eclipse.jgit.treewalk.TreeWalk;
import org.eclipse.jgit.util.FS;

/** A real bare repository in a directory, as somebody else would have it: its people commit to it here. */
public final class BareRepository implements AutoCloseable {

    private static final PersonIdent SOMEBODY =
            new PersonIdent("Somebody", "somebody@example.org", Instant.parse("2026-05-03T10:00:00Z"), ZoneOffset.UTC);

    // JGit tries out each file system once, in the background: not in a directory that a test takes away.
    static {
        Isolation.install();
        FS.FileStoreAttributes.get(Path.of(System.getProperty("java.io.tmpdir")));
    }

    private final Path directory;
    private final Repository repository;

    private BareRepository(Path directory, Repository repository) {
        this.directory = directory;
        this.repository = repository;
    }

    /** A new one, whose HEAD names {@code main}. */
    public static BareRepository in(Path directory) throws IOException {
        var repository = new FileRepository(directory.toFile());
        repository.create(true);
        repository.getConfig().setBoolean("receive", null, "autogc", false);
        repository.getConfig().save();
        repository.updateRef(Constants.HEAD).link(Constants.R_HEADS + "main");
        return new BareRepository(directory, repository);
    }

    public Path directory() {
        return directory;
    }

    /** Somebody commits text files on top of what the branch has; says the commit. */
    public String commit(String branch, Map<String, String> files) throws IOException {
        var entries = new ArrayList<Entry>();
        files.forEach((path, text) -> entries.add(new Entry(path, FileMode.REGULAR_FILE, text)));
        return commit(branch, entries);
    }

    /** Somebody makes a file executable; says the commit. */
    public String executable(String branch, String path) throws IOException {
        var text =
                files(head(branch).orElseThrow()).getOrDefault(path, "100644 ").substring(7);
        return commit(branch, List.of(new Entry(path, FileMode.EXECUTABLE_FILE, text)));
    }

    /** One file of a commit to be, of any mode. */
    record Entry(String path, FileMode mode, String text) {}

    String commit(String branch, List<Entry> entries) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var index = DirCache.newInCore();
            var builder = index.builder();
            for (var entry : entries(branch, entries).values()) {
                var added = new DirCacheEntry(entry.path());
                added.setFileMode(entry.mode());
                added.setObjectId(
                        entry.mode() == FileMode.GITLINK
                                ? ObjectId.fromString(entry.text())
                                : inserter.insert(
                                        Constants.OBJ_BLOB, entry.text().getBytes(StandardCharsets.UTF_8)));
                builder.add(added);
            }
            builder.finish();
            return commit(branch, index.writeTree(inserter), "Change something");
        }
    }

    /** Somebody commits a tree as it is. */
    String commit(String branch, ObjectId tree, String message) throws IOException {
        try (var inserter = repository.newObjectInserter()) {
            var commit = new CommitBuilder();
            commit.setTreeId(tree);
            head(branch).ifPresent(parent -> commit.setParentId(ObjectId.fromString(parent)));
            commit.setAuthor(SOMEBODY);
            commit.setCommitter(SOMEBODY);
            commit.setMessage(message);
            var id = inserter.insert(commit);
            inserter.flush();
            point(branch, id.name());
            return id.name();
        }
    }

    private Map<String, Entry> entries(String branch, List<Entry> changed) throws IOException {
        var all = new LinkedHashMap<String, Entry>();
        var head = head(branch);
        if (head.isPresent()) {
            walk(head.get(), walk -> {
                all.put(walk.getPathString(), new Entry(walk.getPathString(), walk.getFileMode(), text(walk)));
            });
        }
        changed.forEach(entry -> all.put(entry.path(), entry));
        return all;
    }

    /** What is done at each file of a walk. */
    private interface Step {
        void at(TreeWalk walk) throws IOException;
    }

    private void walk(String commit, Step step) throws IOException {
        try (var commits = new RevWalk(repository);
                var walk = new TreeWalk(repository)) {
            walk.addTree(commits.parseCommit(ObjectId.fromString(commit)).getTree());
            walk.setRecursive(true);
            while (walk.next()) {
                step.at(walk);
            }
        }
    }

    /** Puts a branch at a commit, whatever it was at. */
    public void point(String branch, String commit) throws IOException {
        var update = repository.updateRef(Constants.R_HEADS + branch);
        update.setNewObjectId(ObjectId.fromString(commit));
        update.setForceUpdate(true);
        require(update.update());
    }

    /** Takes a branch away. */
    public void delete(String branch) throws IOException {
        var update = repository.updateRef(Constants.R_HEADS + branch);
        update.setForceUpdate(true);
        require(update.delete());
    }

    private static void require(RefUpdate.Result result) {
        if (result == RefUpdate.Result.LOCK_FAILURE || result == RefUpdate.Result.REJECTED) {
            throw new IllegalStateException("the branch was not moved: " + result);
        }
    }

    /** The names of all branches. */
    public List<String> branches() throws IOException {
        return repository.getRefDatabase().getRefsByPrefix(Constants.R_HEADS).stream()
                .map(ref -> ref.getName().substring(Constants.R_HEADS.length()))
                .toList();
    }

    /** The commit that a branch is at. */
    public Optional<String> head(String branch) {
        try {
            return Optional.ofNullable(repository.exactRef(Constants.R_HEADS + branch))
                    .map(ref -> ref.getObjectId().name());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of a file of a branch's head. */
    public String text(String branch, String path) throws IOException {
        var file = files(head(branch).orElseThrow()).getOrDefault(path, "there is no " + path);
        return file.substring(file.indexOf(' ') + 1);
    }

    /** Every file at a commit: its mode, as git writes it, and its text. */
    public Map<String, String> files(String commit) throws IOException {
        var files = new LinkedHashMap<String, String>();
        walk(commit, walk -> {
            files.put(walk.getPathString(), walk.getFileMode() + " " + text(walk));
        });
        return files;
    }

    private String text(TreeWalk walk) throws IOException {
        var id = walk.getObjectId(0);
        return walk.getFileMode() == FileMode.GITLINK
                ? id.name()
                : new String(repository.open(id).getBytes(), StandardCharsets.UTF_8);
    }

    /** A commit as git stores it. */
    public String raw(String commit) throws IOException {
        var out = new ByteArrayOutputStream();
        repository.open(ObjectId.fromString(commit), Constants.OBJ_COMMIT).copyTo(out);
        return out.toString(StandardCharsets.UTF_8);
    }

    /** The commits that this one stands on. */
    public List<String> parents(String commit) throws IOException {
        return raw(commit)
                .lines()
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.startsWith("parent "))
                .map(line -> line.substring(7))
                .toList();
    }

    Repository repository() {
        return repository;
    }

    @Override
    public void close() {
        repository.close();
    }
}
