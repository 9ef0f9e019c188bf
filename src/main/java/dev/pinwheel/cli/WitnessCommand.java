package dev.pinwheel.cli;

import dev.pinwheel.Launch;
import dev.pinwheel.config.HttpSettings;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code pinwheel witness}: watches other people's logs, and cosigns their checkpoints while they only grow. */
@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description = {
            "Runs a witness of transparency logs by the tlog-witness protocol, until SIGTERM or SIGINT.",
            "",
            "It cosigns each checkpoint of a log that only grew since the last one. Let another team run it than the one "
                    + "that runs the log; docs/ledger.md says how. @FILE reads options from a file."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "1:it could not start",
            "2:the command line cannot be used",
            "130, 143:stopped by SIGINT or SIGTERM"
        })
final class WitnessCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "where its key and what it saw are kept; who loses what it saw must begin with a new key")
    private Path data = Path.of("");

    @Option(
            names = "--name",
            paramLabel = "NAME",
            required = true,
            description = "what it is called in its key, for good, as witness.example.org/pinwheel")
    private String name = "";

    @Option(
            names = "--log",
            paramLabel = "VKEY",
            required = true,
            description = "the verifier key of a log to watch; repeat it for each log, and for each key of a log")
    private List<String> logs = List.of();

    @Option(names = "--host", paramLabel = "HOST", description = "where it listens (default: 127.0.0.1)")
    private String host = "127.0.0.1";

    @Option(names = "--port", paramLabel = "PORT", description = "where it listens; 0 for any (default: 8090)")
    private int port = 8090;

    @Override
    public Integer call() throws IOException, InterruptedException {
        var keys = logs.stream().map(this::key).toList();
        try (var witness = Launch.witness(data, name, keys, new HttpSettings(host, port))) {
            var out = spec.commandLine().getOut();
            out.println("verifier key: " + witness.key());
            out.println("listening on http://" + host + ":" + witness.port() + "/add-checkpoint");
            out.flush();
            new CountDownLatch(1).await();
        }
        return ExitCodes.FAILED;
    }

    private VerifierKey key(String text) {
        try {
            return VerifierKey.parse(text);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--log: " + e.getMessage(), e);
        }
    }
}
