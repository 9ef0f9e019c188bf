package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import java.io.PrintWriter;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The program {@code pinwheel} and its commands. */
@Command(
        name = "pinwheel",
        description = {"Rotates base-image digest pins, with proof.", ""},
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        commandListHeading = "%nCommands:%n",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:something failed; it is in the ledger, and the next cycle tries it again",
            "2:the command line or the configuration cannot be used",
            "3:a program that is needed is missing"
        },
        subcommands = {
            ServeCommand.class,
            RunCommand.class,
            LookCommand.class,
            PinsCommand.class,
            PinCommand.class,
            LedgerCommand.class,
            WitnessCommand.class,
            DoctorCommand.class,
            HelpCommand.class
        })
public final class Pinwheel {

    private Pinwheel() {}

    /** Runs what the arguments say, and returns the process's exit code. */
    public static int execute(String... arguments) {
        return commandLine().execute(arguments);
    }

    static CommandLine commandLine() {
        return new CommandLine(new Pinwheel())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    explain(failure, commandLine.getErr());
                    return failure instanceof InvalidConfigurationException ? ExitCodes.UNUSABLE : ExitCodes.FAILED;
                });
    }

    private static void explain(Exception failure, PrintWriter err) {
        var message = failure.getMessage();
        err.println("pinwheel: " + (message == null ? failure.toString() : message));
        err.flush();
    }
}
