package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.pin.Drift;
import dev.pinwheel.pin.PinJson;
import dev.pinwheel.pin.PinReport;
import dev.pinwheel.pin.PinTable;
import dev.pinwheel.pin.Pins;
import dev.pinwheel.pin.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows the images that the files of a directory ask for: what is pinned, where, and what is not. */
@Command(
        name = "pins",
        mixinStandardHelpOptions = true,
        description = "Show every image that a directory's files ask for, where it is written, and why it is no pin.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:done", "1:--fail-on found what it names", "2:wrong usage, or it cannot be read"})
public final class PinsCommand implements Callable<Integer> {

    /** What can make the command fail. */
    enum FailOn {
        unpinned,
        drift,
        problem
    }

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "PATH",
            description = "The directory, bare git repository or git URL to read (default: .).")
    private String path = ".";

    @Option(
            names = "--branch",
            paramLabel = "NAME",
            description = "The branch to read of a repository or URL (default: the one its HEAD names).")
    private Optional<String> branch = Optional.empty();

    @Option(names = "--json", description = "Print one JSON object.")
    private boolean json;

    @Option(
            names = "--fail-on",
            split = ",",
            paramLabel = "WHAT",
            description = "Exit with 1 if there is any of: ${COMPLETION-CANDIDATES}.")
    private Set<FailOn> failOn = new HashSet<>();

    @Mixin
    private DialectOption dialect = new DialectOption();

    @Override
    public Integer call() throws InvalidConfigurationException {
        PinReport report;
        try {
            report = read();
        } catch (IOException e) {
            spec.commandLine().getErr().println("pinwheel pins: cannot read " + path + ": " + e.getMessage());
            return 2;
        }
        var out = spec.commandLine().getOut();
        out.print(json ? PinJson.of(report).toPrettyString() + "\n" : PinTable.of(report));
        out.flush();
        return failOn.stream().anyMatch(what -> has(report, what)) ? 1 : 0;
    }

    private PinReport read() throws IOException, InvalidConfigurationException {
        try (var opened = Opened.of(path, branch)) {
            var report = Pins.in(opened.files(), dialect.read());
            var problems = new ArrayList<Problem>(opened.unreadable());
            problems.addAll(report.problems());
            return new PinReport(report.pins(), problems, report.dockerfiles());
        }
    }

    private static boolean has(PinReport report, FailOn what) {
        return switch (what) {
            case unpinned -> report.pins().stream().anyMatch(pin -> pin.pin().isEmpty());
            case drift -> Drift.in(report).isAny();
            case problem -> !report.problems().isEmpty();
        };
    }
}
