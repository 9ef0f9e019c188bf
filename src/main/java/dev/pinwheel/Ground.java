package dev.pinwheel;

import dev.pinwheel.audit.Retention;
import dev.pinwheel.candidate.Contexts;
import dev.pinwheel.candidate.Workbench;
import dev.pinwheel.candidate.Workplace;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.config.RegistrySettings;
import dev.pinwheel.config.RepositorySettings;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Source;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Aliases;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.policy.Policy;
import dev.pinwheel.policy.Stage;
import dev.pinwheel.proposal.LedgerProof;
import dev.pinwheel.registry.Images;
import dev.pinwheel.watch.Rules;
import dev.pinwheel.web.hook.GitRepositories;
import dev.pinwheel.witness.Cosigning;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What everything stands on: the configuration, the record and the clock. */
record Ground(
        Configuration configuration,
        Contexts contexts,
        Journal journal,
        Evidence evidence,
        Witnessing witnessing,
        Clock clock)
        implements AutoCloseable {

    private static final int WITNESS_RETRY_SECONDS = 60;

    List<Source> watched() {
        return configuration.repositories().stream()
                .map(RepositorySettings::source)
                .toList();
    }

    Policy policy() {
        var settings = configuration.policy();
        return new Policy(Stage.BLOCK_NEW, settings.severity(), settings.cooldown());
    }

    Optional<Retention> retention() {
        return configuration.retention().map(kept -> new Retention(kept, evidence, clock, Front::notebook));
    }

    Rules rules() {
        return Assembly.rules(configuration);
    }

    /** The ledger's entries, opened anew to read. */
    Entries read() {
        try {
            return Launch.database(data(), configuration.ledger()).read();
        } catch (InvalidConfigurationException e) {
            throw new JournalException("tried to open the ledger to read it", e);
        }
    }

    /** The sources as those who tell us of them may name them. */
    GitRepositories repositories() {
        return Hooks.repositories(configuration);
    }

    Path data() {
        return configuration.data().toAbsolutePath();
    }

    Aliases aliases() {
        return configuration.pins().aliases();
    }

    Workbench workbench(Parts parts) {
        var place = new Workplace(configuration.data().resolve("work").toAbsolutePath());
        var registries =
                configuration.registries().stream().map(RegistrySettings::host).collect(Collectors.toSet());
        return new Workbench(
                parts.builder(),
                place,
                contexts,
                new Images(parts.registry()),
                registries,
                parts.pins(),
                configuration.platform(),
                configuration.builder().limit());
    }

    LedgerProof proof(long index) {
        var proof = journal.prove(index);
        var note = proof.signed().note();
        var witnesses = witnessing.policy().witnesses().stream()
                .filter(witness -> note.check(witness.key()) == Note.Standing.VERIFIED)
                .map(witness -> witness.key().name())
                .distinct()
                .toList();
        return new LedgerProof(index, proof.toString(), journal.key().toString(), witnesses);
    }

    /** The asking of witnesses, which tells of those that are away. */
    Cosigning cosigning(Consumer<Event> tell) {
        return new Cosigning(journal, witnessing.policy(), witnessing.cosigners(), tell, clock, WITNESS_RETRY_SECONDS);
    }

    @Override
    public void close() {
        journal.close();
    }
}
