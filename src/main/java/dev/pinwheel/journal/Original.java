package dev.pinwheel.journal;

import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** A ledger to copy from: a database, or the tiles that were published. What it gives is not trusted. */
public sealed interface Original {

    /** How many entries it has, and will be copied even if it grows meanwhile. */
    long size();

    /** The root hash that it claims for them. */
    Hash root();

    /** When its last entry was written. */
    Instant at();

    /** Some leaves in their order, the first of them at this index; none at the end. */
    List<Leaf> leaves(long from);

    /** Its next checkpoint, which covers more than {@code size} entries. */
    Optional<SignedCheckpoint> checkpointAfter(long size);

    /** A ledger in a database, as it is now. */
    static Original stored(Entries entries) {
        return new Stored(entries, entries.head());
    }

    /** What is published in a directory. */
    static Original published(LogDirectory log) throws IOException {
        return new Published(
                log, log.checkpoint().orElseThrow(() -> new IOException("there is no checkpoint in " + log.path())));
    }

    /** The database, up to its head when the copying began. */
    record Stored(Entries entries, Head head) implements Original {

        private static final int PAGE = 256;

        @Override
        public long size() {
            return head.size();
        }

        @Override
        public Hash root() {
            return head.root();
        }

        @Override
        public Instant at() {
            return head.at();
        }

        @Override
        public List<Leaf> leaves(long from) {
            var limit = (int) Math.min(PAGE, size() - from);
            return limit == 0
                    ? List.of()
                    : entries.entries(Selection.ALL, from, limit).stream()
                            .map(Entry::leaf)
                            .toList();
        }

        @Override
        public Optional<SignedCheckpoint> checkpointAfter(long size) {
            return entries.checkpointsAfter(size, 1).stream()
                    .map(SignedCheckpoint::parse)
                    .findFirst();
        }
    }

    /** The tiles, up to the checkpoint that is published. */
    record Published(LogDirectory log, SignedCheckpoint signed) implements Original {

        @Override
        public long size() {
            return signed.checkpoint().size();
        }

        @Override
        public Hash root() {
            return signed.checkpoint().root();
        }

        /** The time that the last entry says; nothing else is published about it. */
        @Override
        public Instant at() {
            var last = leaves(size() - 1).getFirst();
            return Instant.parse(String.valueOf(Canonical.parse(last.bytes()).get("at")));
        }

        @Override
        public List<Leaf> leaves(long from) {
            try {
                return from == size() ? List.of() : log.leaves(from, size());
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Optional<SignedCheckpoint> checkpointAfter(long size) {
            return Optional.of(signed).filter(last -> last.checkpoint().size() > size);
        }
    }
}
