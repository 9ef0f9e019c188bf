package dev.pinwheel.cli;

import dev.pinwheel.audit.Facts;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.EvidenceDeleted;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.evidence.Named;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Hands out one content of the evidence, verified. */
@Command(
        name = "evidence",
        mixinStandardHelpOptions = true,
        description = "Writes a report, bill of materials, package list or log that an entry names to a file, if it is"
                + " what was stored, and says which entry names it last.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:it was written",
            "1:the ledger cannot be read, no entry names it, or the file is there already",
            "2:the command was not understood",
            "10:it is not what was stored",
            "11:it is not there; retention deleted it, or it is missing"
        })
final class LedgerEvidenceCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(paramLabel = "DIGEST", index = "0", description = "Its digest, as sha256:….")
    private String digest = "";

    @Parameters(paramLabel = "FILE", index = "1", description = "The file to write; it must not be there yet.")
    private Path file = Path.of("");

    /** The last entry that names it, what that calls it, and the entry that says that it is to be deleted. */
    private static final class Trail {

        private final Digest wanted;
        private Optional<Descriptor> descriptor = Optional.empty();
        private long namedBy = -1;
        private long deletedBy = -1;
        private long deletedAsOf = -1;

        Trail(Digest wanted) {
            this.wanted = wanted;
        }

        void hear(Recorded<Event> fact) {
            for (var named : Named.by(fact.event())) {
                if (named.digest().equals(wanted)) {
                    descriptor = Optional.of(named);
                    namedBy = fact.index();
                }
            }
            if (fact.event() instanceof EvidenceDeleted deleted
                    && deleted.evidence().digest().equals(wanted)) {
                deletedBy = fact.index();
                deletedAsOf = deleted.lastNamed();
            }
        }
    }

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        try (var entries = data.entries()) {
            var trail = trail(entries);
            return trail.descriptor.isPresent()
                    ? write(trail.descriptor.get(), trail)
                    : refuse("no entry names " + digest + " as evidence", 1);
        }
    }

    private Trail trail(Entries entries) {
        try {
            var trail = new Trail(Digest.parse(digest));
            Facts.entries(
                    entries, 0, entries.head().size(), entry -> Facts.of(entry).ifPresent(trail::hear));
            return trail;
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int write(Descriptor descriptor, Trail trail) throws IOException, InvalidConfigurationException {
        var evidence = data.evidence();
        return switch (evidence.check(descriptor)) {
            case INTACT -> {
                write(evidence.get(descriptor));
                spec.commandLine()
                        .getOut()
                        .println(file + ": " + descriptor.mediaType() + ", " + descriptor.size()
                                + " bytes, named by entry " + trail.namedBy);
                yield ExitCodes.DONE;
            }
            case CHANGED ->
                refuse(
                        "changed: " + digest + ", named by entry " + trail.namedBy + ", is not what was stored",
                        LedgerVerifyCommand.TAMPERED);
            case MISSING ->
                refuse(
                        trail.deletedAsOf >= trail.namedBy
                                ? "deleted by retention (entry " + trail.deletedBy + ")"
                                : "missing: " + digest + ", named by entry " + trail.namedBy,
                        LedgerVerifyCommand.INCOMPLETE);
        };
    }

    private void write(byte[] content) throws IOException {
        try {
            Files.write(file, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new IOException(file + " is there already; name another file", e);
        }
    }

    private int refuse(String reason, int code) {
        spec.commandLine().getErr().println(reason);
        return code;
    }
}
