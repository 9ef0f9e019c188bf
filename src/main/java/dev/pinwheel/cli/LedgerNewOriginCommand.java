package dev.pinwheel.cli;

import dev.pinwheel.Launch;
import dev.pinwheel.config.ConfigurationFile;
import dev.pinwheel.config.Environment;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.config.LedgerSettings;
import dev.pinwheel.journal.NewOrigin;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Ends the ledger and begins one that goes on from it under another origin. */
@Command(
        name = "new-origin",
        mixinStandardHelpOptions = true,
        description = {
            "Ends the ledger with an entry that names the new origin and its key, and begins a ledger of that origin,"
                    + " whose first entry names the last checkpoint of the old one. Stop the service first, and give it"
                    + " the new origin, directory and database in its configuration."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:begun; the new verifier key is printed",
            "1:a ledger cannot be written; run the same command again when it is mended",
            "2:the command was not understood"
        })
final class LedgerNewOriginCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(paramLabel = "ORIGIN", description = "What the new ledger is called, as ledger.example.com/name.")
    private String origin = "";

    @Option(names = "--reason", paramLabel = "TEXT", required = true, description = "Why, for the record.")
    private String reason = "";

    @ArgGroup(multiplicity = "1")
    private Next next = new Next();

    /** Where the new ledger shall be. */
    private static final class Next {

        @Option(
                names = "--next",
                paramLabel = "DIR",
                description = "Its data directory, for SQLite; it has no ledger yet.")
        private @Nullable Path data;

        @Option(
                names = "--next-config",
                paramLabel = "FILE",
                description = "Or a configuration file that names its directory and its database.")
        private @Nullable Path config;

        NewOrigin.Place place() throws InvalidConfigurationException {
            var directory = config == null ? Objects.requireNonNull(data) : ConfigurationFile.data(config);
            var settings = config == null
                    ? LedgerSettings.EMBEDDED
                    : ConfigurationFile.ledger(config, Environment.ofProcess());
            return new NewOrigin.Place(directory, Launch.database(directory, settings));
        }
    }

    @Override
    public Integer call() throws InvalidConfigurationException {
        var old = new NewOrigin.Place(data.path(), data.database());
        spec.commandLine().getOut().println(Launch.newOrigin(old, next.place(), origin, reason));
        return ExitCodes.DONE;
    }
}
