package dev.pinwheel.cli;

import dev.pinwheel.Bot;
import dev.pinwheel.watch.quartz.CycleTrigger;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pinwheel serve}: cycles by the schedule until it is told to stop. */
@Command(
        name = "serve",
        description = "Runs as a service: a cycle at once, then by the schedule, until SIGTERM or SIGINT.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the ledger could not be written any more, or the start failed",
            "2:the command line or the configuration cannot be used",
            "130, 143:stopped by SIGINT or SIGTERM"
        })
final class ServeCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var configuration = config.read();
        var narration = new Narration(spec.commandLine().getErr(), false);
        try (narration;
                var bot = config.launch(configuration, narration);
                var trigger = trigger(configuration.schedule(), bot)) {
            bot.propose();
            configuration.http().ifPresent(bot::serve);
            if (configuration.hooks().isPresent()) {
                bot.open(configuration.hooks().get());
            }
            bot.cycleOfDue("start");
            narration.say("serving; the next cycle by the schedule is at " + trigger.next() + "; stop with SIGTERM");
            serve(bot, narration);
        }
        return ExitCodes.FAILED;
    }

    private CycleTrigger trigger(String schedule, Bot bot) {
        try {
            return new CycleTrigger(schedule, () -> bot.cycleOfDue("schedule"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), config + ": schedule: " + e.getMessage(), e);
        }
    }

    /** Waits for the end: a signal ends the process through the hook, a ledger that fails ends it here. */
    private static void serve(Bot bot, Narration narration) throws InterruptedException {
        var stop = new Thread(bot::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        bot.awaitFatal();
        Runtime.getRuntime().removeShutdownHook(stop);
        bot.fatal().ifPresent(narration::fail);
    }
}
