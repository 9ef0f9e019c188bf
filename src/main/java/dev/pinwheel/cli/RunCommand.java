package dev.pinwheel.cli;

import dev.pinwheel.bus.Reason;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pinwheel run}: one cycle, with everything that follows from it. */
@Command(
        name = "run",
        description = "Does one cycle and everything that follows from it, then ends.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:the cycle is done; what is held or blocked is in the ledger, with its reason",
            "1:a source, a tag or a step failed; it is in the ledger, and the next cycle tries it again",
            "2:the command line or the configuration cannot be used"
        })
final class RunCommand implements Callable<Integer> {

    /** How long it goes on to verify the signatures of the ledger after its work: some thousand of them. */
    private static final Duration CHECKING = Duration.ofSeconds(10);

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Option(names = "--dry-run", description = "stop after the verdict: open and change no pull request or branch")
    private boolean dryRun;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var narration = new Narration(spec.commandLine().getErr(), Terminal.isInteractive());
        try (narration;
                var bot = config.launch(narration)) {
            if (!dryRun) {
                bot.propose();
            }
            bot.cycle("run");
            bot.awaitQuiet();
            bot.awaitChecked(CHECKING);
            bot.fatal().map(Reason::of).ifPresent(narration::fail);
        }
        return narration.failures() == 0 ? ExitCodes.DONE : ExitCodes.FAILED;
    }
}
