package dev.pinwheel.cli;

import dev.pinwheel.audit.Sample;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Entries;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists the entries that an auditor's seed chooses. */
@Command(
        name = "sample",
        mixinStandardHelpOptions = true,
        description = "Lists the entries that an auditor's seed chooses: those whose SHA-256 over the seed, a newline"
                + " and the index is the smallest. docs/audit.md shows how to choose them again in Python.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:listed",
            "1:the ledger cannot be read, or nothing is signed",
            "2:the command was not understood"
        })
final class LedgerSampleCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Option(names = "--seed", paramLabel = "SEED", required = true, description = "A text that the auditor chose.")
    private String seed = "";

    @Option(names = "--count", paramLabel = "N", defaultValue = "25", description = "How many; 25 if not given.")
    private int count = 25;

    @Option(names = "--type", paramLabel = "TYPE", description = "Only entries of this type, as rotation.proposed.")
    private @Nullable String type;

    @Mixin
    private TimeSpan span = new TimeSpan();

    @Option(
            names = "--size",
            paramLabel = "N",
            description = "Only the first N entries; all that are signed if not given.")
    private @Nullable Long size;

    @Override
    public Integer call() throws InvalidConfigurationException {
        try (var entries = data.entries()) {
            var signed = entries.checkpoint();
            if (signed.isEmpty()
                    || (size != null && size > signed.get().checkpoint().size())) {
                spec.commandLine().getErr().println("no checkpoint covers these entries");
                return ExitCodes.FAILED;
            }
            var all = signed.get().checkpoint().size();
            list(entries, size == null ? all : size);
            return ExitCodes.DONE;
        }
    }

    private void list(Entries entries, long first) {
        var population = new Sample.Population(Optional.ofNullable(type), span.from(), span.to());
        for (var entry : sample().of(entries, first, population)) {
            spec.commandLine().getOut().println(entry.toJson());
        }
    }

    private Sample sample() {
        try {
            return new Sample(seed, count);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--count: " + e.getMessage(), e);
        }
    }
}
