package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Facts;
import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.Reports;
import dev.pinwheel.audit.Told;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.ledger.RangeProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Writes a bundle. The same entries and evidence under the same checkpoint make the same members, byte for byte. */
public final class BundleWriter {

    private static final int NEWLINE = '\n';

    private final Entries entries;
    private final Evidence evidence;
    private final Notebook notebook;

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

    /** What was written, and what of the evidence was not there to be written. */
    public record Written(long from, long to, EvidenceAudit.Findings evidence) {}

    /**
     * Writes the entries of a period, from the first at or after its beginning to the last before its end.
     *
     * @throws FileAlreadyExistsException if there is such a file
     * @throws IOException if nothing is signed yet, the period holds no entry, or it cannot be written
     */
    public Written write(Path file, Period period) throws IOException {
        if (Files.exists(file)) {
            throw new FileAlreadyExistsException(file + " is there already; name another file");
        }
        var signed = entries.checkpoint()
                .orElseThrow(() -> new IOException("nothing is signed yet; start Pinwheel once, it signs"));
        var extent = extent(signed, period);
        var parent = Objects.requireNonNull(file.toAbsolutePath().getParent());
        var drafts = Files.createTempDirectory(parent, ".pinwheel-export-");
        try {
            var draft = drafts.resolve("bundle.zip");
            var findings = write(draft, drafts, signed, extent);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            return new Written(extent.from(), extent.to(), findings);
        } catch (UncheckedIOException e) {
            throw Objects.requireNonNull(e.getCause());
        } finally {
            delete(drafts);
        }
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

    private EvidenceAudit.Findings write(Path file, Path drafts, SignedCheckpoint signed, Extent extent)
            throws IOException {
        try (var zip = new ZipMembers(file, drafts)) {
            var size = extent.checkpoint().size();
            var chain = KeyChain.of(entries);
            var proof = RangeProof.of(extent.from(), extent.to(), size, entries);
            member(zip, Layout.BUNDLE, Layout.header());
            member(zip, Layout.CHECKPOINT, signed.of(List.of(chain.at(size))).toString());
            member(zip, Layout.KEY, chain.at(size) + "\n");
            new RotationsWriter(entries, zip).write(chain, size);
            member(zip, Layout.PROOF, proof.toString());
            member(zip, Layout.GUIDE, Guides.guide());
            member(zip, Layout.SCRIPT, Guides.script());
            leaves(zip, extent);
            var findings = evidence(zip, extent);
            tables(zip, extent);
            zip.end();
            return findings;
        }
    }

    private static void member(ZipMembers zip, String name, String text) throws IOException {
        try (var content = zip.next(name)) {
            content.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void leaves(ZipMembers zip, Extent extent) throws IOException {
        try (var lines = zip.next(Layout.ENTRIES)) {
            Facts.entries(entries, extent.from(), extent.to(), entry -> line(entry, lines));
        }
    }

    private static void line(Entry entry, OutputStream lines) {
        try {
            lines.write(entry.leaf().bytes());
            lines.write(NEWLINE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private EvidenceAudit.Findings evidence(ZipMembers zip, Extent extent) {
        var audit = new EvidenceAudit(evidence::check, notebook);
        Facts.entries(
                entries, extent.from(), extent.to(), entry -> Facts.of(entry).ifPresent(fact -> {
                    try {
                        copy(zip, audit.hear(fact));
                        checkCount(audit.present());
                    } catch (IOException e) {
                        throw new UncheckedIOException(e);
                    }
                }));
        return audit.findings();
    }

    private void copy(ZipMembers zip, List<Descriptor> found) throws IOException {
        for (var descriptor : found) {
            try (var content = zip.next(Layout.evidence(descriptor))) {
                Files.copy(evidence.path(descriptor), content);
            }
        }
    }

    private static void checkCount(long files) throws IOException {
        if (files > Layout.MAX_EVIDENCE_FILES) {
            throw new IOException("a bundle holds up to " + Layout.MAX_EVIDENCE_FILES
                    + " evidence files, and these entries name more; export shorter periods with --from and --to");
        }
    }

    private void tables(ZipMembers zip, Extent extent) throws IOException {
        try (var tables = new Tables(zip, new Reports(this::content, notebook))) {
            Facts.entries(
                    entries, extent.from(), extent.to(), entry -> tables.hear(Told.of(entry.index(), entry.leaf())));
            tables.end(extent);
        }
    }

    /** What is not in the bundle is not in its tables either. */
    private Optional<byte[]> content(Descriptor descriptor) throws IOException {
        return evidence.check(descriptor) == Evidence.Standing.INTACT
                ? Optional.of(evidence.get(descriptor))
                : Optional.empty();
    }

    private static void delete(Path drafts) throws IOException {
        try (var files = Files.walk(drafts)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
