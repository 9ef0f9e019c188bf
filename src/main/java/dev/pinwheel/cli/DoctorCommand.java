package dev.pinwheel.cli;

import dev.pinwheel.Checkup;
import dev.pinwheel.Launch;
import dev.pinwheel.config.Environment;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code pinwheel doctor}: what of the configuration can be used here, and what to do about the rest. */
@Command(
        name = "doctor",
        description = "Says which builder, scanner, registries, repositories and GitHub access can be used,"
                + " and whether the ledger's evidence is there as it was stored; and what to do about the rest."
                + " Changes nothing.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:everything that is configured can be used",
            "2:the command line or the configuration cannot be used",
            "3:something is missing, damaged or cannot be reached"
        })
final class DoctorCommand implements Callable<Integer> {

    @Mixin
    private ConfigOption config = new ConfigOption();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws Exception {
        var out = spec.commandLine().getOut();
        var symptoms = Launch.checkup(config.read(), Launch.machine(Environment.ofProcess()))
                .run();
        for (var symptom : symptoms) {
            out.printf(
                    "%-8s %-12s %s%n", word(symptom.state()), symptom.part(), Sentences.printable(symptom.finding()));
        }
        out.flush();
        return symptoms.stream().allMatch(symptom -> symptom.state() == Checkup.State.OK)
                ? ExitCodes.DONE
                : ExitCodes.MISSING;
    }

    private static String word(Checkup.State state) {
        return state == Checkup.State.OK ? "ok" : state.name();
    }
}
