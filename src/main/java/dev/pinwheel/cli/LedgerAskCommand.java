package dev.pinwheel.cli;

import dev.pinwheel.Launch;
import dev.pinwheel.audit.Asked;
import dev.pinwheel.audit.Question;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Reports;
import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Answers an auditor's question from what is recorded. */
@Command(
        name = "ask",
        mixinStandardHelpOptions = true,
        description =
                "Answers a question from the entries of the ledger and their evidence; --list names all questions.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:answered; no row is an answer too",
            "1:the ledger cannot be read",
            "2:the command was not understood",
            "4:no recorded fact answers this question yet"
        })
final class LedgerAskCommand implements Callable<Integer> {

    static final int OPEN = 4;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Mixin
    private RenderingOptions rendering = new RenderingOptions();

    @Parameters(paramLabel = "QUESTION", arity = "0..1", description = "The question's name.")
    private @Nullable String name;

    @Option(names = "--list", description = "List the questions, and what each of the open ones waits for.")
    private boolean list;

    @Option(
            names = "--as-of",
            paramLabel = "TIME",
            converter = TimeConverter.class,
            description = "As it was known at this time: 2026-07-01 or 2026-07-01T12:00:00Z (UTC).")
    private @Nullable Instant asOf;

    @Option(names = "--image", paramLabel = "IMAGE", description = "Only this image and tag, as python:3.11.")
    private @Nullable String image;

    @Option(names = "--source", paramLabel = "SOURCE", description = "Only this repository.")
    private @Nullable String source;

    @Option(names = "--digest", paramLabel = "DIGEST", description = "Only this digest, as sha256:….")
    private @Nullable String digest;

    @Option(names = "--cve", paramLabel = "ID", description = "Only this vulnerability, as CVE-2026-1234.")
    private @Nullable String vulnerability;

    @Option(names = "--days", paramLabel = "N", defaultValue = "30", description = "How many days are too long; 30.")
    private int days = Asked.USUAL_DAYS;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        if (list) {
            Questions.all().forEach(question -> spec.commandLine().getOut().println(Catalogue.line(question)));
            return ExitCodes.DONE;
        }
        if (name == null || rendering.areBoth()) {
            throw new ParameterException(
                    spec.commandLine(), name == null ? "name a question, or --list them" : "--json or --csv, not both");
        }
        var question = Questions.named(name)
                .orElseThrow(() -> new ParameterException(
                        spec.commandLine(), "no question is called '" + name + "'; --list names them"));
        return switch (question) {
            case Question.Answered answered -> answer(answered);
            case Question.Elsewhere elsewhere -> refuse("ask " + elsewhere.command());
            case Question.Open open -> refuse("no recorded fact answers it yet; it waits for " + open.waitsFor());
        };
    }

    private int answer(Question.Answered question) throws IOException, InvalidConfigurationException {
        var out = spec.commandLine().getOut();
        var form = rendering.rendering();
        var evidence = data.evidence();
        try (var entries = data.entries();
                var notebook = new SqliteNotebook()) {
            out.print(form.head(question.columns()));
            var reports = new Reports(evidence::find, notebook);
            var sources = new Questions.Sources(entries, reports, Launch.clock().instant());
            Questions.ask(question, asked(), sources, cells -> out.print(form.row(question.columns(), cells)));
            out.flush();
        }
        if (!question.without().isEmpty()) {
            spec.commandLine().getErr().println("not answered yet: " + question.without());
        }
        return ExitCodes.DONE;
    }

    private Asked asked() {
        try {
            return new Asked(
                    Optional.ofNullable(asOf),
                    Optional.ofNullable(image).map(Watch::parse),
                    Optional.ofNullable(source).map(Source::new),
                    Optional.ofNullable(digest).map(Digest::parse),
                    Optional.ofNullable(vulnerability),
                    days);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private int refuse(String reason) {
        spec.commandLine().getErr().println(reason);
        return OPEN;
    }
}
