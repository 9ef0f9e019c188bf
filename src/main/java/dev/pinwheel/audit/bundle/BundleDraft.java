package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Facts;
import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.Reports;
import dev.pinwheel.audit.Told;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.DraftFile;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.EntryType;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.ledger.InclusionProof;
import dev.pinwheel.ledger.RangeProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A bundle while it is written, under one checkpoint. */
final class BundleDraft implements AutoCloseable {

    private static final int NEWLINE = '\n';
    private static final int PAGE = 256;
    private static final Selection DELETIONS = Selection.ALL.ofType(EntryType.EVIDENCE_DELETED.toString());

    private final Entries entries;
    private final Notebook notebook;
    private final ZipMembers zip;
    private final ShelfCopy shelf;
    private final EvidenceAudit audit;

    /** A draft that becomes this file. */
    BundleDraft(Entries entries, Evidence evidence, Notebook notebook, DraftFile file) throws IOException {
        this.entries = entries;
        this.notebook = notebook;
        this.zip = new ZipMembers(file.path(), file.folder());
        this.shelf = new ShelfCopy(evidence, zip, notebook);
        this.audit = new EvidenceAudit(shelf, notebook);
    }

    /** Writes all of it. */
    EvidenceAudit.Findings write(SignedCheckpoint signed, Extent extent, Optional<LogDirectory> log)
            throws IOException {
        var checkpoint = extent.checkpoint();
        var size = checkpoint.size();
        var chain = KeyChain.of(entries);
        zip.add(Layout.BUNDLE, Layout.header());
        zip.add(Layout.CHECKPOINT, signed.of(List.of(chain.at(size))).toString());
        zip.add(Layout.KEY, chain.at(size) + "\n");
        new RotationsWriter(entries, zip).write(chain, size);
        if (log.isPresent()) {
            Cosigned.write(log.get(), entries, chain, checkpoint, zip);
        }
        zip.add(
                Layout.PROOF,
                RangeProof.of(extent.from(), extent.to(), size, entries).toString());
        zip.add(Layout.GUIDE, Guides.guide());
        zip.add(Layout.SCRIPT, Guides.script());
        leaves(extent);
        evidence(extent);
        deletions(extent);
        tables(extent);
        zip.end();
        return audit.findings();
    }

    /** How large a checkpoint must be to tell of all deletions by now of what is missing here; this size if it does. */
    long covering(long size) {
        var covering = size;
        var page = shelf.lacks() ? entries.entries(DELETIONS, size, PAGE) : List.<Entry>of();
        while (!page.isEmpty()) {
            for (var deletion : page) {
                covering = isOfMissing(deletion) ? deletion.index() + 1 : covering;
            }
            page = entries.entries(DELETIONS, page.getLast().index() + 1, PAGE);
        }
        return covering;
    }

    private boolean isOfMissing(Entry deletion) {
        return Facts.of(deletion).orElseThrow().event() instanceof EvidenceDeleted event
                && shelf.lacks(event.evidence().digest());
    }

    private void leaves(Extent extent) throws IOException {
        try (var lines = zip.next(Layout.ENTRIES)) {
            Facts.entries(
                    entries,
                    extent.from(),
                    extent.to(),
                    entry -> line(entry.leaf().bytes(), lines));
        }
    }

    private static void line(byte[] line, OutputStream lines) {
        try {
            lines.write(line);
            lines.write(NEWLINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void evidence(Extent extent) {
        Facts.entries(entries, extent.from(), extent.to(), this::hear);
    }

    private void hear(Entry entry) {
        Facts.of(entry).ifPresent(fact -> {
            try {
                audit.hear(fact);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    /** What was deleted after the last entry of the bundle is told with it; a bundle without such has no such member. */
    private void deletions(Extent extent) throws IOException {
        Optional<OutputStream> lines = Optional.empty();
        var size = extent.checkpoint().size();
        var page = page(extent.to(), size);
        while (!page.isEmpty() && shelf.lacks()) {
            for (var deletion : page) {
                if (isOfMissing(deletion)) {
                    lines = Optional.of(lines.isPresent() ? lines.get() : zip.next(Layout.DELETIONS));
                    tell(deletion, size, lines.get());
                }
            }
            page = page(page.getLast().index() + 1, size);
        }
        if (lines.isPresent()) {
            lines.get().close();
        }
    }

    private List<Entry> page(long from, long size) {
        return entries.entries(DELETIONS, from, PAGE).stream()
                .filter(deletion -> deletion.index() < size)
                .toList();
    }

    private void tell(Entry deletion, long size, OutputStream lines) {
        var proof = InclusionProof.of(deletion.index(), size, entries);
        var told = new LaterDeletion(deletion.index(), proof.hashes(), deletion.leaf());
        line(told.toString().getBytes(StandardCharsets.UTF_8), lines);
        hear(deletion);
    }

    /** What is not in the bundle is not in its tables either. */
    private void tables(Extent extent) throws IOException {
        try (var tables = new Tables(zip, new Reports(shelf::content, notebook))) {
            Facts.entries(
                    entries, extent.from(), extent.to(), entry -> tables.hear(Told.of(entry.index(), entry.leaf())));
            tables.end(extent);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
