package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Copy;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.Original;
import dev.pinwheel.journal.Rollback;
import dev.pinwheel.journal.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Makes the ledger's database again from copies of it. */
@Command(
        name = "restore",
        mixinStandardHelpOptions = true,
        description = {
            "Restores the ledger into the database that the configuration names, which must be empty, and verifies it.",
            "It also moves a ledger from one database to another."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:restored and verified",
            "1:a copy does not verify, or there is a ledger already; nothing was restored",
            "2:the command was not understood",
            "11:restored, but older than a checkpoint that is known: the ledger will not be written; it says what to do"
        })
final class LedgerRestoreCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(
            paramLabel = "FILE|DIR",
            arity = "1..*",
            description = "A file that backup made, or a directory with a published log (checkpoint and tiles); "
                    + "each goes on where those before it end.")
    private List<Path> copies = new ArrayList<>();

    @Mixin
    private TrustedKey trusted = new TrustedKey();

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    private final List<Entries> opened = new ArrayList<>();

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        var anchor = trusted.or(data);
        try (var store = data.database().open()) {
            var restored = Copy.of(originals(), anchor, store);
            spec.commandLine().getOut().println(json ? Copied.object(restored) : Copied.sentence(restored));
            return checkAge(restored);
        } finally {
            opened.forEach(Entries::close);
        }
    }

    private List<Original> originals() throws IOException {
        var originals = new ArrayList<Original>();
        for (var copy : copies) {
            originals.add(Files.isDirectory(copy) ? Original.published(new LogDirectory(copy)) : stored(copy));
        }
        return originals;
    }

    private Original stored(Path file) {
        var entries = SqliteDatabase.copy(file).read();
        opened.add(entries);
        return Original.stored(entries);
    }

    private int checkAge(Copy.Result restored) throws InvalidConfigurationException {
        var alarm = Rollback.of(restored.head().size(), data.log(), data.checkpoints());
        alarm.ifPresent(spec.commandLine().getErr()::println);
        return alarm.isPresent() ? LedgerVerifyCommand.INCOMPLETE : ExitCodes.DONE;
    }
}
