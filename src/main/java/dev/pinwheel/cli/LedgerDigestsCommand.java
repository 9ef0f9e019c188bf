package dev.pinwheel.cli;

import dev.pinwheel.Launch;
import dev.pinwheel.audit.Asked;
import dev.pinwheel.audit.DigestPage;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Reports;
import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.Source;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Prints the page of pinned digests. */
@Command(
        name = "digests",
        mixinStandardHelpOptions = true,
        description = "Prints BASE_IMAGE_DIGESTS.md: every pinned image, its digest, where it is pinned, and since when"
                + " the digest is known.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {"0:printed", "1:the ledger cannot be read", "2:the command was not understood"})
final class LedgerDigestsCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this repository.")
    private @Nullable String source;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "As it was at this time: 2026-07-01 or 2026-07-01T12:00:00Z (UTC).")
    private @Nullable Instant asOf;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        var evidence = data.evidence();
        var asked = new Asked(
                Optional.ofNullable(asOf),
                Optional.empty(),
                Optional.ofNullable(source).map(Source::new),
                Optional.empty(),
                Optional.empty(),
                Asked.USUAL_DAYS);
        try (var entries = data.entries();
                var notebook = new SqliteNotebook()) {
            var reports = new Reports(evidence::find, notebook);
            var page = DigestPage.of(
                    asked,
                    new Questions.Sources(entries, reports, Launch.clock().instant()));
            spec.commandLine().getOut().print(page);
            spec.commandLine().getOut().flush();
            return ExitCodes.DONE;
        }
    }
}
