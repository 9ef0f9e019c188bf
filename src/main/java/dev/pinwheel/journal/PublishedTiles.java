package dev.pinwheel.journal;

import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.TilePath;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Optional;

/**
 * Whether the files of a published log are what the entries of its ledger, which are verified already, make of them.
 * The log may be published further meanwhile.
 *
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
public final class PublishedTiles {

    private static final String TILES = "tile";

    private final LogDirectory log;
    private final Entries entries;

    public PublishedTiles(LogDirectory log, Entries entries) {
        this.log = log;
        this.entries = entries;
    }

    /** The first file that is wrong or missing; nothing if there is none, or nothing is published here. */
    public Optional<Verification> fault() throws IOException {
        var size = log.checkpoint().map(signed -> signed.checkpoint().size()).orElse(0L);
        for (var level = TilePath.ENTRIES; hashes(level, size) > 0; level++) {
            var missing = missing(level, hashes(level, size));
            if (missing.isPresent()) {
                return missing.map(PublishedTiles::incomplete);
            }
        }
        var cosigned = log.cosigned().filter(signed -> !isOurs(signed));
        return cosigned.isPresent()
                ? Optional.of(tampered("checkpoint.cosigned is not a checkpoint of these entries"))
                : changed();
    }

    private static long hashes(int level, long size) {
        var height = Math.max(0, level) * TilePath.HEIGHT;
        return height < Long.SIZE ? size >> height : 0;
    }

    /** The first tile of a level of so many hashes that is not there, nor the full one that it grew into. */
    private Optional<TilePath> missing(int level, long hashes) {
        for (var index = 0L; index * TilePath.FULL < hashes; index++) {
            var path = new TilePath(level, index, (int) Math.min(TilePath.FULL, hashes - index * TilePath.FULL));
            if (!Files.exists(file(path)) && !Files.exists(file(path.full()))) {
                return Optional.of(path);
            }
        }
        return Optional.empty();
    }

    private Path file(TilePath path) {
        return log.path().resolve(path.toString());
    }

    private boolean isOurs(SignedCheckpoint cosigned) {
        var size = cosigned.checkpoint().size();
        return size <= entries.head().size()
                && cosigned.check(KeyChain.of(entries).at(size)) == Note.Standing.VERIFIED
                && entries.root(0, size).equals(cosigned.checkpoint().root());
    }

    /** The first tile that was found and is not what the entries make, also of those that no checkpoint needs any more. */
    private Optional<Verification> changed() throws IOException {
        var tiles = log.path().resolve(TILES);
        var visitor = new Visitor();
        if (Files.isDirectory(tiles)) {
            Files.walkFileTree(tiles, visitor);
        }
        return visitor.fault;
    }

    private final class Visitor extends SimpleFileVisitor<Path> {

        private Optional<Verification> fault = Optional.empty();

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
            var path = path(log.path().relativize(file));
            if (path.isPresent() && !holds(file, path.get())) {
                fault = Optional.of(tampered(path.get() + " is not what the entries are"));
            }
            return fault.isPresent() ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
        }

        /** The partial tiles of one that is full by now are deleted. */
        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    /** What a file is called as a tile; others are none of ours. */
    private static Optional<TilePath> path(Path file) {
        try {
            return Optional.of(TilePath.parse(file.toString()));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private boolean holds(Path file, TilePath path) throws IOException {
        var hashes = hashes(path.level(), entries.head().size());
        if (path.index() > hashes / TilePath.FULL || path.index() * TilePath.FULL + path.width() > hashes) {
            return false;
        }
        var content = StoredLog.content(path, entries);
        try {
            return Files.size(file) == content.length && Arrays.equals(Files.readAllBytes(file), content);
        } catch (NoSuchFileException e) {
            return true;
        }
    }

    private static Verification incomplete(TilePath path) {
        return new Verification.Incomplete("the published log lacks " + path);
    }

    private static Verification tampered(String what) {
        return new Verification.Tampered("in the published log, " + what);
    }
}
