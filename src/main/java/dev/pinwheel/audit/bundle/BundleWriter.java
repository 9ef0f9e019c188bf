package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Facts;
import dev.pinwheel.audit.Notebook;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;

/** Writes a bundle. The same entries and evidence under the same checkpoint make the same members, byte for byte. */
public final class BundleWriter {

    /** How often a bundle is begun, if evidence is deleted while it is written. */
    private static final int ATTEMPTS = 5;

    private final Entries entries;
    private final Evidence evidence;
    private final Notebook notebook;
    private Optional<LogDirectory> log = Optional.empty();

    /**
     * Bundles of this ledger and its evidence.
     *
     * @param notebook for what the tables are made from
     */
    public BundleWriter(Entries entries, Evidence evidence, Notebook notebook) {
        this.entries = entries;
        this.evidence = evidence;
        this.notebook = notebook;
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
     * is begun again with a checkpoint that covers the deletion.
     *
     * @throws FileAlreadyExistsException if there is such a file
     * @throws IOException if nothing is signed yet, the period holds no entry, or it cannot be written
     */
    public Written write(Path file, Period period) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " is there already; name another file");
        }
        var parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
        var drafts = Files.createTempDirectory(parent, ".pinwheel-export-");
        try {
            var written = attempt(drafts, period, ATTEMPTS);
            Files.move(drafts.resolve(BundleDraft.NAME), file, StandardCopyOption.ATOMIC_MOVE);
            return written;
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        } finally {
            delete(drafts);
        }
    }

    private Written attempt(Path drafts, Period period, int left) throws IOException {
        var signed = entries.checkpoint()
                .orElseThrow(() -> new IOException("nothing is signed yet; start Pinwheel once, it signs"));
        var extent = extent(signed, period);
        try (var draft = new BundleDraft(entries, evidence, notebook, drafts)) {
            var findings = draft.write(signed, extent, log);
            if (left == 1 || !draft.isOutdated(extent.checkpoint().size())) {
                return new Written(extent.from(), extent.to(), findings);
            }
        }
        return attempt(drafts, period, left - 1);
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

    private static void delete(Path drafts) throws IOException {
        try (var files = Files.walk(drafts)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
