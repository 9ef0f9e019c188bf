package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.Selection;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Lists entries of the ledger. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the newest entries, the newest last.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:listed", "1:the ledger cannot be read", "2:the command was not understood"})
final class LedgerListCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Option(names = "--type", paramLabel = "TYPE", description = "Only entries of this type, as digest.observed.")
    private @Nullable String type;

    @Option(names = "--watch", paramLabel = "IMAGE", description = "Only entries about this image and tag.")
    private @Nullable String watch;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only entries about this repository.")
    private @Nullable String source;

    @Option(names = "--limit", paramLabel = "N", defaultValue = "50", description = "At most N; 50 if not given.")
    private int limit = 50;

    @Option(names = "--json", description = "One JSON object a line.")
    private boolean json;

    @Override
    public Integer call() throws InvalidConfigurationException {
        try (var entries = data.entries()) {
            for (var entry : entries.newest(selection(), limit).reversed()) {
                spec.commandLine().getOut().println(json ? entry.toJson() : line(entry));
            }
            return 0;
        }
    }

    private Selection selection() {
        try {
            return new Selection(
                    Optional.ofNullable(type),
                    Optional.ofNullable(watch).map(Watch::parse),
                    Optional.ofNullable(source).map(Source::new));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--watch: " + e.getMessage(), e);
        }
    }

    /** An entry for people: its index, its time, its type and what it says. */
    static String line(Entry entry) {
        return "%6d  %-24s  %-18s  %s"
                .formatted(entry.index(), entry.text("at").orElse(""), entry.type(), sentence(entry))
                .stripTrailing();
    }

    private static String sentence(Entry entry) {
        return entry.type().equals("ledger.genesis")
                ? "the ledger begins"
                : Sentences.of(entry.recorded().event());
    }
}
