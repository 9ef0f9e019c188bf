package dev.pinwheel.cli;

import dev.pinwheel.Launch;
import dev.pinwheel.Node;
import dev.pinwheel.config.Environment;
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
        description = {
            "Runs as a service: a cycle at once, then by the schedule, until SIGTERM or SIGINT.",
            "Where another node leads on the same PostgreSQL, it stands by and takes over when that one ends.",
            "A ledger that must not or cannot be written makes it read-only: it answers, and says why at /readyz."
        },
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:the start failed; with SQLite also where another process writes the ledger",
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
                var node =
                        Launch.node(configuration, Launch.machine(Environment.ofProcess()), narration, narration::say);
                var trigger = trigger(configuration.schedule(), node)) {
            narration.say("the next cycle by the schedule is at " + trigger.next() + "; stop with SIGTERM");
            serve(node);
        }
        return ExitCodes.DONE;
    }

    private CycleTrigger trigger(String schedule, Node node) {
        try {
            return new CycleTrigger(schedule, () -> node.cycleOfDue("schedule"));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), config + ": schedule: " + e.getMessage(), e);
        }
    }

    /** A signal ends the process through the hook, a start that fails ends it here. */
    private static void serve(Node node) throws Exception {
        var stop = new Thread(node::close, "stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            node.run();
        } catch (Exception e) {
            Runtime.getRuntime().removeShutdownHook(stop);
            throw e;
        }
    }
}
