package dev.pinwheel.cli;

import dev.pinwheel.Launch;
import dev.pinwheel.config.InvalidConfigurationException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Gives the ledger a new key, which the old one signs in. */
@Command(
        name = "rotate-key",
        mixinStandardHelpOptions = true,
        description = {
            "Makes a new key for the ledger, records it, signs that with the old key, and puts the new one in its place.",
            "Stop the service first. Who trusts the old key can follow; give the new one to everybody all the same."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:rotated",
            "1:the ledger cannot be written; the command or the next start ends what was begun",
            "2:the command was not understood"
        })
final class LedgerRotateKeyCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the record.")
    private String reason = "";

    @Override
    public Integer call() throws InvalidConfigurationException {
        var next = Launch.rotateKey(data.path(), data.database(), reason);
        spec.commandLine().getOut().println(next);
        return ExitCodes.DONE;
    }
}
