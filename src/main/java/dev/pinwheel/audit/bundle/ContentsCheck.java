package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.Reports;
import dev.pinwheel.audit.Told;
import dev.pinwheel.journal.KeyChain;
import java.io.IOException;

/** Holds what a bundle says, its evidence, deletions, tables and report, against its entries, which are verified already. */
record ContentsCheck(BundleFile bundle, Notebook notebook) {

    /**
     * Hears every entry and makes again what follows from it.
     *
     * @throws Failed if evidence, tables or the report are not what they must be
     */
    EvidenceAudit.Findings run(Extent extent, KeyChain chain) throws IOException {
        var audit = new EvidenceAudit(bundle::check, notebook);
        var compared = new ComparedMembers(bundle);
        var rotations = new RotationsCheck(chain, extent);
        var order = new EvidenceOrder(bundle.evidenceNames());
        try (var lines = bundle.lines(Layout.ENTRIES);
                var tables = new Tables(compared, new Reports(bundle::content, notebook))) {
            for (var index = extent.from(); index < extent.to(); index++) {
                var entry = entry(index, lines);
                rotations.hear(index, entry);
                hear(entry, audit, order);
                tables.hear(entry);
            }
            rotations.end();
            tables.end(extent);
        }
        hearDeletions(extent, audit);
        var findings = conclude(audit, compared);
        order.end();
        return findings;
    }

    private void hearDeletions(Extent extent, EvidenceAudit audit) throws IOException {
        if (!bundle.has(Layout.DELETIONS)) {
            return;
        }
        var last = extent.to() - 1;
        try (var lines = bundle.lines(Layout.DELETIONS)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                var deletion = LaterDeletion.parse(line.get());
                if (deletion.index() <= last) {
                    throw Failed.tampered("the deletions are not in their order");
                }
                audit.hear(deletion.proved(extent));
                last = deletion.index();
            }
        } catch (IllegalArgumentException e) {
            throw Failed.tampered(Layout.DELETIONS + " cannot be read: " + e.getMessage());
        }
        if (last < extent.to()) {
            throw Failed.tampered(Layout.DELETIONS + " is empty");
        }
    }

    private static Told entry(long index, Lines lines) throws IOException {
        var leaf = lines.next().orElseThrow(() -> Failed.tampered("the bundle changed while it was read"));
        try {
            return Told.of(index, leaf);
        } catch (IllegalArgumentException e) {
            throw Failed.otherEdition(
                    "entry " + index + " is signed, and of a kind that this Pinwheel does not know: " + e.getMessage());
        }
    }

    private static void hear(Told entry, EvidenceAudit audit, EvidenceOrder order) throws IOException {
        if (entry.fact().isPresent()) {
            audit.hear(entry.fact().get()).forEach(order::hear);
        }
    }

    private EvidenceAudit.Findings conclude(EvidenceAudit audit, ComparedMembers compared) {
        var findings = audit.findings();
        findings.changed().first().stream().findFirst().ifPresent(name -> {
            throw Failed.tampered("evidence is not what was stored: " + name);
        });
        if (bundle.evidence() > audit.present()) {
            throw Failed.tampered("it has " + bundle.evidence() + " evidence files; the entries name " + audit.present()
                    + " of them");
        }
        findings.missing().first().stream().findFirst().ifPresent(name -> {
            throw Failed.incomplete(findings.missing().count() + " evidence files are missing, the first is " + name);
        });
        compared.different().ifPresent(name -> {
            throw Failed.tampered(name + " does not say what follows from the entries");
        });
        return findings;
    }
}
