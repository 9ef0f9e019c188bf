package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Facts;
import dev.pinwheel.audit.Notebook;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.DraftFile;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Writes a bundle. The same entries and evidence under the same checkpoint make the same members, byte for byte. */
public final class BundleWriter {

    /** How often a bundle is begun, if evidence is deleted while it is written. */
    private static final int ATTEMPTS = 5;

    /** How often a checkpoint is waited for that covers what was deleted; one is signed within 50 ms while Pinwheel runs. */
    static final int PAUSES = 20;

    private static final int PAUSE_MILLISECONDS = 100;

    private final Entries entries;
    private final Evidence evidence;
    private final Notebook notebook;
    private final Pause pause;
    private Optional<LogDirectory> log = Optional.empty();

    /**
     * Bundles of this ledger and its evidence.
     *
     * @param notebook for what the tables are made from
     */
    public BundleWriter(Entries entries, Evidence evidence, Notebook notebook) {
        this(entries, evidence, notebook, BundleWriter::pause);
    }

    /** The same, which waits in another way. */
    BundleWriter(Entries entries, Evidence evidence, Notebook notebook, Pause pause) {
        this.entries = entries;
        this.evidence = evidence;
        this.notebook = notebook;
        this.pause = pause;
    }

    /** Lets the others go on for a moment. */
    @FunctionalInterface
    interface Pause {
        void run() throws IOException;
    }

    private static void pause() throws IOException {
        try {
            if (new CountDownLatch(1).await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                throw new IllegalStateException("nobody counts it down");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("interrupted while it waited for a signed checkpoint");
        }
    }

    /** Also takes the cosignatures that are published here. */
    public BundleWriter cosignedIn(LogDirectory published) {
        log = Optional.of(published);
        return this;
    }

    /** What was written, and what of the evidence was not there to be written. */
    public record Written(long from, long to, EvidenceAudit.Findings evidence) {}

    /**
     * Writes the entries of a period, from the first at or after its beginning to the last before its end. All of the
     * bundle is of one checkpoint, however much the ledger grows meanwhile. If retention deletes evidence meanwhile, it
     * is begun again with a checkpoint that covers the deletion, for which it waits up to two seconds.
     *
     * @throws FileAlreadyExistsException if there is such a file, or when it is done
     * @throws IOException if nothing is signed yet, the period holds no entry, or it cannot be written
     */
    public Written write(Path file, Period period) throws IOException {
        try (var draft = new DraftFile(file)) {
            var written = attempt(draft, period, ATTEMPTS);
            draft.keep();
            return written;
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        }
    }

    private Written attempt(DraftFile file, Period period, int left) throws IOException {
        var signed = entries.checkpoint()
                .orElseThrow(() -> new IOException("nothing is signed yet; start Pinwheel once, it signs"));
        var extent = extent(signed, period);
        try (var draft = new BundleDraft(entries, evidence, notebook, file)) {
            var findings = draft.write(signed, extent, log);
            var size = extent.checkpoint().size();
            var covering = draft.covering(size);
            if (left == 1 || covering == size || !isSignedSoon(covering)) {
                return new Written(extent.from(), extent.to(), findings);
            }
        }
        return attempt(file, period, left - 1);
    }

    private boolean isSignedSoon(long size) throws IOException {
        var signed = false;
        for (var pauses = 0; pauses < PAUSES && !signed; pauses++) {
            pause.run();
            signed = entries.checkpoint()
                    .filter(newest -> newest.checkpoint().size() >= size)
                    .isPresent();
        }
        return signed;
    }

    private Extent extent(SignedCheckpoint signed, Period period) throws IOException {
        var checkpoint = signed.checkpoint();
        if (period.isUnbounded()) {
            return new Extent(checkpoint, 0, checkpoint.size());
        }
        var range = new long[] {-1, -1};
        Facts.entries(entries, 0, checkpoint.size(), entry -> {
            if (period.holds(entry)) {
                range[0] = range[0] < 0 ? entry.index() : range[0];
                range[1] = entry.index() + 1;
            }
        });
        if (range[0] < 0) {
            throw new IOException("no signed entry is in that period");
        }
        return new Extent(checkpoint, range[0], range[1]);
    }
}
