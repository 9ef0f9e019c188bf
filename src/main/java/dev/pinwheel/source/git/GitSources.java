package dev.pinwheel.source.git;

import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.source.Change;
import dev.pinwheel.source.Snapshot;
import dev.pinwheel.source.SourceException;
import dev.pinwheel.source.Sources;
import dev.pinwheel.source.Written;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.revwalk.RevWalk;

/** Sources in git repositories, read and written without a checkout by way of bare clones of ours. */
public final class GitSources implements Sources, AutoCloseable {

    private final Path directory;
    private final Map<Source, Origin> origins;
    private final Author author;
    private final Limits limits;
    private final Map<String, BareClone> clones = new HashMap<>();

    /** Sources whose clones are kept in this directory; no other process may use it meanwhile. */
    public GitSources(Path directory, Map<Source, Origin> origins) {
        this(directory, origins, Author.PINWHEEL, Limits.DEFAULT);
    }

    public GitSources(Path directory, Map<Source, Origin> origins, Author author, Limits limits) {
        Isolation.install();
        this.directory = directory;
        this.origins = Map.copyOf(origins);
        this.author = author;
        this.limits = limits;
    }

    @Override
    public Snapshot snapshot(Source source) throws SourceException {
        return attempt("read the newest commit", source, (clone, remote) -> {
            var tip = clone.newest(remote);
            return snapshot(source, clone, tip.branch(), tip.commit());
        });
    }

    @Override
    public Snapshot snapshot(Source source, String branch, String commit) throws SourceException {
        return attempt("read commit " + commit, source, (clone, remote) -> {
            var id = id(commit);
            clone.require(remote, id);
            return snapshot(source, clone, branch, id);
        });
    }

    private Snapshot snapshot(Source source, BareClone clone, String branch, ObjectId commit) throws IOException {
        var files = CommitTree.of(clone.repository(), tree(clone, commit), limits);
        return new Snapshot(source, branch, commit.name(), files);
    }

    @Override
    public void checkOut(Source source, String commit, Path target) throws SourceException {
        attempt("check out commit " + commit, source, (clone, remote) -> {
            var id = id(commit);
            clone.require(remote, id);
            WorkTree.write(clone.repository(), tree(clone, id), target, limits);
            return id;
        });
    }

    @Override
    public Written write(Source source, Change change) throws SourceException {
        return attempt("write branch " + change.branch(), source, (clone, remote) -> {
            clone.require(remote, id(change.base()));
            return new Branch(clone.repository(), author).write(change, remote);
        });
    }

    private static ObjectId id(String commit) throws IOException {
        if (!ObjectId.isId(commit)) {
            throw new IOException("'" + commit + "' is not a commit's id");
        }
        return ObjectId.fromString(commit);
    }

    private static RevTree tree(BareClone clone, ObjectId commit) throws IOException {
        try (var walk = new RevWalk(clone.repository())) {
            return walk.parseCommit(commit).getTree();
        }
    }

    /** What is done with a source's clone and its remote. */
    private interface Work<T> {
        T with(BareClone clone, Remote remote) throws IOException;
    }

    private <T> T attempt(String what, Source source, Work<T> work) throws SourceException {
        var origin = origins.get(source);
        if (origin == null) {
            throw new SourceException(
                    "tried to " + what + " of " + source + " but the configuration names no such source");
        }
        try {
            var clone = clone(origin);
            return work.with(clone, new Remote(origin, clone.repository(), limits));
        } catch (IOException | UncheckedIOException | InvalidPathException e) {
            throw new SourceException("tried to " + what + " of " + source + " but " + Reason.of(e, origin), e);
        }
    }

    private synchronized BareClone clone(Origin origin) throws IOException {
        var known = clones.get(origin.url());
        if (known == null) {
            var name = Digest.of(origin.url().getBytes(StandardCharsets.UTF_8))
                    .hex()
                    .substring(0, 32);
            known = BareClone.in(directory.resolve(name));
            clones.put(origin.url(), known);
        }
        return known;
    }

    @Override
    public synchronized void close() {
        clones.values().forEach(BareClone::close);
        clones.clear();
    }
}
