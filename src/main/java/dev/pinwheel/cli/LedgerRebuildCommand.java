package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Makes what questions are answered from anew. */
@Command(
        name = "rebuild",
        mixinStandardHelpOptions = true,
        description =
                "Makes the tables that questions are answered from anew, from the entries. Stop the service first.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:made anew",
            "1:the ledger cannot be opened or an entry cannot be read; nothing was changed",
            "2:the command was not understood"
        })
final class LedgerRebuildCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Override
    public Integer call() throws InvalidConfigurationException {
        try (var reader = data.entries();
                var store = data.database().open()) {
            store.rebuild();
            spec.commandLine().getOut().println("rebuilt from " + reader.head().size() + " entries");
            return ExitCodes.DONE;
        }
    }
}
