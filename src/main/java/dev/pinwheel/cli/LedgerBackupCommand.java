package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Copy;
import dev.pinwheel.journal.DraftFile;
import dev.pinwheel.journal.Original;
import dev.pinwheel.journal.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Copies the ledger into one file. */
@Command(
        name = "backup",
        mixinStandardHelpOptions = true,
        description = {
            "Copies the ledger into one SQLite file and verifies it on the way, also while a service writes it.",
            "The signing key and the evidence are not in it: keep copies of DATA/ledger.key and DATA/evidence, too."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:copied and verified",
            "1:the ledger does not verify, or the file cannot be written; there is no file",
            "2:the command was not understood"
        })
final class LedgerBackupCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(paramLabel = "FILE", description = "The file to make; it must not be there.")
    private Path file = Path.of("");

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        try (var entries = data.entries();
                var draft = new DraftFile(file)) {
            var copied = copy(Original.stored(entries), draft.path());
            draft.keep();
            spec.commandLine().getOut().println(json ? Copied.object(copied) : Copied.sentence(copied) + " to " + file);
            return ExitCodes.DONE;
        }
    }

    private Copy.Result copy(Original original, Path draft) throws IOException, InvalidConfigurationException {
        try (var store = SqliteDatabase.copy(draft).open()) {
            return Copy.of(List.of(original), data.key().anchor(), store);
        }
    }
}
