package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.EntryProof;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows one entry of the ledger, or the proof that it is there. */
@Command(
        name = "show",
        mixinStandardHelpOptions = true,
        description = "Prints the exact bytes of one entry, or the proof that it is in the ledger.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:shown",
            "1:there is no such entry, it is not signed yet, or the ledger cannot be read",
            "2:the command was not understood"
        })
final class LedgerShowCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(paramLabel = "INDEX", description = "The entry's index; the first is 0.")
    private long index;

    @Option(names = "--proof", description = "Print a .tlog-proof: inclusion proof and checkpoint.")
    private boolean proof;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        try (var entries = data.entries()) {
            return proof ? prove(entries) : show(entries);
        }
    }

    private int show(Entries entries) {
        var entry = entries.entry(index);
        if (entry.isEmpty()) {
            return refuse("there is no entry " + index + "; the last is "
                    + (entries.head().size() - 1));
        }
        spec.commandLine().getOut().println(entry.get().leaf());
        return 0;
    }

    private int prove(Entries entries) throws IOException, InvalidConfigurationException {
        var signed = entries.checkpoint();
        if (signed.isEmpty() || index < 0 || index >= signed.get().checkpoint().size()) {
            return refuse("no checkpoint covers entry " + index);
        }
        var proof = new EntryProof(entries, data.log(), data.key().verifier()).of(index, signed.get());
        spec.commandLine().getOut().print(proof);
        spec.commandLine().getOut().flush();
        return 0;
    }

    private int refuse(String reason) {
        spec.commandLine().getErr().println(reason);
        return 1;
    }
}
