package dev.pinwheel.cli;

import dev.pinwheel.audit.Facts;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Entries;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Writes entries as JSON Lines, for a SIEM's collector to read. */
@Command(
        name = "stream",
        mixinStandardHelpOptions = true,
        description =
                "Writes entries as JSON, one a line, with index and leaf hash, for a SIEM to collect. --follow goes"
                        + " on with what is recorded next until it cannot be written any more. The next start is the last"
                        + " index plus one.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:all was written; with --follow never",
            "1:the ledger cannot be read or does not reach to --from, the reader went away, or there is no space",
            "2:the command was not understood"
        })
final class LedgerStreamCommand implements Callable<Integer> {

    private static final long PAUSE_MILLISECONDS = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Option(
            names = "--from",
            paramLabel = "INDEX",
            defaultValue = "0",
            description = "The first entry; 0 if not given.")
    private long from;

    @Option(names = "--follow", description = "Go on with what is recorded next.")
    private boolean follow;

    @Override
    public Integer call() throws InvalidConfigurationException, InterruptedException {
        try (var entries = data.entries()) {
            var size = entries.head().size();
            if (from > size) {
                return refuse("there are only " + size + " entries: a ledger that was streamed up to " + from
                        + " was cut off, or restored from an old backup; hold it against a checkpoint that you kept");
            }
            var next = write(entries, from);
            var never = new CountDownLatch(1);
            while (follow && !spec.commandLine().getOut().checkError()) {
                next = never.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS) ? next : write(entries, next);
            }
            if (spec.commandLine().getOut().checkError()) {
                return refuse("the reader went away, or there is no space, before all was written; go on with --from"
                        + " the last index that was read plus one");
            }
            return ExitCodes.DONE;
        }
    }

    private int refuse(String reason) {
        spec.commandLine().getErr().println(reason);
        return ExitCodes.FAILED;
    }

    private long write(Entries entries, long first) {
        var out = spec.commandLine().getOut();
        var size = entries.head().size();
        Facts.entries(entries, first, size, entry -> out.println(entry.toJson()));
        out.flush();
        return Math.max(first, size);
    }
}
