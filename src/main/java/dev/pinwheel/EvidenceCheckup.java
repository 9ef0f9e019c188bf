package dev.pinwheel;

import dev.pinwheel.Checkup.State;
import dev.pinwheel.Checkup.Symptom;
import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Facts;
import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.KeyFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether all evidence that the ledger names is there as it was stored, or was deleted by an entry that says so. */
final class EvidenceCheckup {

    private static final String PART = "evidence";

    private final Configuration configuration;

    EvidenceCheckup(Configuration configuration) {
        this.configuration = configuration;
    }

    List<Symptom> run() throws InvalidConfigurationException {
        var data = configuration.data().toAbsolutePath();
        if (!new KeyFile(data).exists()) {
            return List.of(new Symptom(PART, State.OK, "none yet: there is no ledger in " + data));
        }
        var database = Launch.database(data, configuration.ledger());
        try (var entries = database.read();
                var notebook = new SqliteNotebook()) {
            var audit = new EvidenceAudit(shelf(data.resolve("evidence")), notebook);
            hear(entries, audit);
            return symptoms(audit.findings(), data.resolve("evidence"));
        } catch (JournalException | IOException | UncheckedIOException e) {
            return List.of(new Symptom(
                    PART, State.MISSING, "tried to check the evidence of the ledger but " + e.getMessage()));
        }
    }

    /** A directory that is not there is not made. */
    private static EvidenceAudit.Shelf shelf(Path directory) throws IOException {
        return Files.isDirectory(directory) ? new Evidence(directory)::check : descriptor -> Evidence.Standing.MISSING;
    }

    private static void hear(Entries entries, EvidenceAudit audit) {
        Facts.all(entries, entry -> Facts.of(entry).ifPresent(fact -> {
            try {
                audit.hear(fact);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }));
    }

    private static List<Symptom> symptoms(EvidenceAudit.Findings findings, Path directory) {
        var symptoms = new ArrayList<Symptom>();
        symptoms.add(new Symptom(PART, State.OK, directory + ", " + findings.intact() + " contents are intact"));
        findings.deleted().lines("").forEach(what -> symptoms.add(new Symptom(PART, State.OK, what)));
        findings.missing()
                .lines("")
                .forEach(what -> symptoms.add(new Symptom(
                        PART,
                        State.MISSING,
                        what + ", is not there and no entry says that it was deleted; put it back from a backup")));
        findings.changed()
                .lines("")
                .forEach(what -> symptoms.add(new Symptom(
                        PART, State.DAMAGED, what + ", is not what was stored; put it back from a backup")));
        return symptoms;
    }
}
