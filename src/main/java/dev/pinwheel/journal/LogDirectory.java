package dev.pinwheel.journal;

import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.EntryBundle;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TilePath;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The ledger as other people's tools read it: a checkpoint and tiles, in files that any static host can serve. */
public final class LogDirectory {

    private static final String CHECKPOINT = "checkpoint";
    private static final String COSIGNED = "checkpoint.cosigned";

    private final Path directory;
    private boolean isTidy;

    public LogDirectory(Path directory) {
        this.directory = directory;
    }

    public Path path() {
        return directory;
    }

    /** The checkpoint that is published. */
    public Optional<SignedCheckpoint> checkpoint() throws IOException {
        var file = directory.resolve(CHECKPOINT);
        return Files.exists(file) ? Optional.of(CheckpointFile.read(file)) : Optional.empty();
    }

    /**
     * The published leaves from this index on, up to the end of their entry bundle.
     *
     * @param size how many leaves the log has that they are read from
     */
    List<Leaf> leaves(long from, long size) throws IOException {
        var first = from - from % TilePath.FULL;
        var width = (int) Math.min(TilePath.FULL, size - first);
        var path = new TilePath(TilePath.ENTRIES, from / TilePath.FULL, width);
        var partial = directory.resolve(path.toString());
        var file =
                Files.exists(partial) ? partial : directory.resolve(path.full().toString());
        try {
            var leaves = EntryBundle.parse(Files.readAllBytes(file)).leaves();
            return leaves.subList((int) (from - first), width);
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw new IOException(file + " does not hold " + width + " entries: " + e.getMessage(), e);
        }
    }

    /** The newest checkpoint that a policy's quorum of witnesses cosigned. */
    public Optional<SignedCheckpoint> cosigned() throws IOException {
        var file = directory.resolve(COSIGNED);
        return Files.exists(file) ? Optional.of(CheckpointFile.read(file)) : Optional.empty();
    }

    /** Puts the lines of a checkpoint under the published one, if it is still that one. */
    synchronized void add(SignedCheckpoint cosigned) throws IOException {
        var published = checkpoint();
        if (published.isPresent() && published.get().checkpoint().equals(cosigned.checkpoint())) {
            write(CHECKPOINT, published.get().with(cosigned.note().signatures()));
        }
    }

    /** Keeps a checkpoint as the newest that the quorum cosigned. */
    synchronized void keepCosigned(SignedCheckpoint cosigned) throws IOException {
        write(COSIGNED, cosigned);
    }

    private void write(String name, SignedCheckpoint signed) throws IOException {
        DurableFiles.makeDirectory(directory);
        DurableFiles.write(
                directory.resolve(name), signed.toString().getBytes(StandardCharsets.UTF_8), DurableFiles.PUBLIC);
        DurableFiles.sync(directory);
    }

    /**
     * Publishes the tiles that are new, and the checkpoint last; lines that it has already stay under it.
     *
     * @throws IOException if it cannot be written, or what is published already is ahead of this or contradicts it
     */
    synchronized void publish(SignedCheckpoint signed, Entries entries) throws IOException {
        var published = checkpoint();
        published.ifPresent(before -> checkFollows(signed.checkpoint(), before.checkpoint()));
        var older = published.map(before -> before.checkpoint().size()).orElse(0L);
        var paths = TilePath.between(older, signed.checkpoint().size());
        var directories = new HashSet<Path>();
        for (var path : paths) {
            directories.add(write(path, StoredLog.content(path, entries)));
        }
        for (var changed : directories) {
            DurableFiles.sync(changed);
        }
        write(
                CHECKPOINT,
                published
                        .filter(same -> same.checkpoint().equals(signed.checkpoint()))
                        .map(same -> same.with(signed.note().signatures()))
                        .orElse(signed));
        tidy(paths);
    }

    /** Nobody who has seen the one may be shown a beginning of it, or another tree. */
    private static void checkFollows(Checkpoint next, Checkpoint published) {
        if (next.size() < published.size()) {
            throw new UnfitException(Rollback.alarm(next.size(), "the published checkpoint", published.size()));
        }
        if (next.size() == published.size() && !next.equals(published)) {
            throw new UnfitException("the published checkpoint of " + published.size()
                    + " entries is of another ledger than this one; give each ledger a directory of its own");
        }
    }

    /** What a process that ended here left is looked for once; after that it is known what has become full. */
    private void tidy(List<TilePath> paths) throws IOException {
        var partials = new PartialTiles(directory);
        if (!isTidy) {
            partials.deleteLeftOver();
        }
        isTidy = true;
        for (var path : paths) {
            if (path.isFull()) {
                partials.delete(path);
            }
        }
    }

    /** Writes what never changes, once, and says where. */
    private Path write(TilePath path, byte[] content) throws IOException {
        var file = directory.resolve(path.toString());
        var parent = Objects.requireNonNull(file.getParent());
        if (!Files.exists(file)) {
            DurableFiles.makeDirectory(parent);
            DurableFiles.write(file, content, DurableFiles.PUBLIC);
        } else if (!Arrays.equals(Files.readAllBytes(file), content)) {
            throw new IOException(file + " is published with another content than the ledger has");
        }
        return parent;
    }
}
