package dev.pinwheel.cli;

import dev.pinwheel.audit.bundle.BundleWriter;
import dev.pinwheel.audit.bundle.Period;
import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.config.InvalidConfigurationException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Writes what an auditor needs into one file. */
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        description = "Writes the ledger, or a period of it, into a zip file that others verify without us: entries,"
                + " checkpoint, key, proof, evidence, tables, a report, and how to verify them.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:exported",
            "1:it cannot be read or written",
            "2:the command was not understood",
            "10:exported without evidence that was changed",
            "11:exported without evidence that is missing"
        })
final class LedgerExportCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(paramLabel = "FILE.zip", description = "The file to write; it must not be there yet.")
    private Path file = Path.of("");

    @Option(
            names = "--from",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "From the first entry at or after this time, as 2026-07-01 or 2026-07-01T12:00:00Z (UTC).")
    private @Nullable Instant from;

    @Option(
            names = "--to",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "To the last entry before this time.")
    private @Nullable Instant to;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        var period = new Period(Optional.ofNullable(from), Optional.ofNullable(to));
        try (var entries = data.entries();
                var notebook = new SqliteNotebook()) {
            var writer = new BundleWriter(entries, data.evidence(), notebook).cosignedIn(data.log());
            return report(writer.write(file, period));
        }
    }

    private int report(BundleWriter.Written written) {
        var evidence = written.evidence();
        spec.commandLine()
                .getOut()
                .println(file + ": entries " + written.from() + " to " + (written.to() - 1) + ", " + evidence.intact()
                        + " evidence files, " + evidence.deleted().count() + " deleted by retention");
        evidence.changed()
                .lines("changed, left out: ")
                .forEach(spec.commandLine().getErr()::println);
        evidence.missing().lines("missing: ").forEach(spec.commandLine().getErr()::println);
        if (!evidence.changed().isEmpty()) {
            return LedgerVerifyCommand.TAMPERED;
        }
        return evidence.missing().isEmpty() ? ExitCodes.DONE : LedgerVerifyCommand.INCOMPLETE;
    }
}
