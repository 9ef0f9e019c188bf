package dev.pinwheel.journal;

import dev.pinwheel.ledger.EntryBundle;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Tile;
import dev.pinwheel.ledger.TilePath;
import java.util.Optional;
import java.util.stream.IntStream;

/** What a ledger publishes, read from where it is stored: for a process that does not publish it itself. */
public final class StoredLog {

    private final Entries entries;

    public StoredLog(Entries entries) {
        this.entries = entries;
    }

    /** The newest checkpoint that was signed, without the lines of cosigners. */
    public Optional<SignedCheckpoint> checkpoint() {
        return entries.checkpoint();
    }

    /** A tile that the newest checkpoint covers. */
    public Optional<byte[]> tile(TilePath path) {
        var size = checkpoint().map(signed -> signed.checkpoint().size()).orElse(0L);
        var level = Math.max(0, path.level());
        var hashes = level * TilePath.HEIGHT < Long.SIZE ? size >> (level * TilePath.HEIGHT) : 0;
        var last = path.index() * TilePath.FULL + path.width();
        var isThere = path.index() <= hashes / TilePath.FULL && last <= hashes;
        return isThere ? Optional.of(content(path, entries)) : Optional.empty();
    }

    static byte[] content(TilePath path, Entries entries) {
        var first = path.index() * TilePath.FULL;
        if (path.level() == TilePath.ENTRIES) {
            var leaves = entries.entries(Selection.ALL, first, path.width()).stream()
                    .map(Entry::leaf)
                    .toList();
            return new EntryBundle(leaves).bytes();
        }
        if (path.level() == 0) {
            return new Tile(entries.leafHashes(first, path.width())).bytes();
        }
        var height = path.level() * TilePath.HEIGHT;
        return new Tile(IntStream.range(0, path.width())
                        .mapToObj(place -> entries.subtree(height, first + place))
                        .toList())
                .bytes();
    }
}
