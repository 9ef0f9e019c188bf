package dev.pinwheel.cli;

import dev.pinwheel.audit.EvidenceAudit;
import dev.pinwheel.audit.Facts;
import dev.pinwheel.audit.bundle.BundleVerifier;
import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.journal.Anchor;
import dev.pinwheel.journal.CheckpointFile;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Lineage;
import dev.pinwheel.journal.PublishedTiles;
import dev.pinwheel.journal.Verification;
import dev.pinwheel.journal.Verifier;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
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

/** Verifies the whole ledger. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Hashes every entry again and verifies every checkpoint: of the ledger with the tiles that it has"
                + " published, or of a bundle that 'ledger export' wrote. Of a bundle, all evidence, tables and the"
                + " report are verified too.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:verified",
            "1:the ledger or the bundle cannot be read",
            "2:the command was not understood",
            "10:the ledger, the bundle or evidence was tampered with",
            "11:the ledger, the bundle or evidence is incomplete",
            "12:the ledger or the bundle is signed with another key",
            "13:the bundle is of another edition than this Pinwheel verifies",
            "14:the policy is not met: the witnesses that it wants did not cosign"
        })
final class LedgerVerifyCommand implements Callable<Integer> {

    static final int TAMPERED = 10;
    static final int INCOMPLETE = 11;
    static final int UNTRUSTED_KEY = 12;
    static final int OTHER_EDITION = 13;
    static final int POLICY_NOT_MET = 14;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Mixin
    private TrustedKey trusted = new TrustedKey();

    @Parameters(
            paramLabel = "BUNDLE",
            arity = "0..1",
            description =
                    "A bundle to verify instead of the ledger; it needs --vkey or --policy, and no configuration.")
    private @Nullable Path bundle;

    @Mixin
    private KeptCheckpoints older = new KeptCheckpoints();

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A tlog-policy file: the logs that you trust, instead of --vkey, and the witnesses that must "
                    + "have cosigned.")
    private @Nullable Path policy;

    @Option(
            names = "--previous",
            paramLabel = "CHECKPOINT",
            description = "The last checkpoint of the ledger that this one goes on from, as log/checkpoint of its"
                    + " directory; the ledger must name it.")
    private @Nullable Path previous;

    @Option(names = "--evidence", description = "Also hash every report and log that an entry names.")
    private boolean evidence;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        if (policy != null && trusted.isGiven()) {
            throw new ParameterException(spec.commandLine(), "--policy says which keys are trusted; leave --vkey out");
        }
        if (bundle != null) {
            return verify(bundle);
        }
        if (policy != null) {
            return verifyByPolicy(new PolicyCheck(policy, data.log()));
        }
        try (var entries = data.entries()) {
            var code = verify(entries, trusted.or(data));
            return code == 0 && evidence ? checkEvidence(entries) : code;
        }
    }

    private int verify(Path file) throws IOException, InvalidConfigurationException {
        if (previous != null || evidence) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--previous and --evidence go with a ledger; the evidence of a bundle is always verified");
        }
        if (policy == null && !trusted.isGiven()) {
            throw new ParameterException(
                    spec.commandLine(),
                    "a bundle is verified with the key that you trust; give it with --vkey, or with --policy");
        }
        try (var notebook = new SqliteNotebook()) {
            return BundleReport.print(
                    policy == null
                            ? BundleVerifier.verify(file, trusted.given(), kept(), notebook)
                            : BundleVerifier.verify(file, PolicyCheck.read(policy), kept(), notebook),
                    spec);
        }
    }

    private Optional<SignedCheckpoint> kept() throws IOException {
        var kept = older.read();
        if (kept.size() > 1) {
            throw new ParameterException(spec.commandLine(), "a bundle is held against one --older at a time");
        }
        return kept.stream().findFirst();
    }

    private int verify(Entries entries, Anchor anchor) throws IOException, InvalidConfigurationException {
        var code = report(Verifier.of(entries, anchor).against(older.read()).verify(data.log()));
        if (code != 0) {
            return code;
        }
        var fault = new PublishedTiles(data.log(), entries).fault();
        return fault.isPresent() ? report(fault.get()) : report(Lineage.of(entries));
    }

    private int report(Lineage lineage) throws IOException {
        lineage.next().ifPresent(next -> spec.commandLine()
                .getOut()
                .println("it ended with entry " + lineage.end().orElseThrow().index() + " and goes on as " + next));
        lineage.before().ifPresent(before -> spec.commandLine()
                .getOut()
                .println("it goes on from " + before.checkpoint().origin() + " of "
                        + before.checkpoint().size() + " entries, root hash "
                        + before.checkpoint().root() + ", signed with " + before.key()));
        if (previous != null && !lineage.followed(CheckpointFile.read(previous))) {
            return refuse("tampered: the ledger does not go on from the checkpoint in " + previous, TAMPERED);
        }
        return 0;
    }

    private int verifyByPolicy(PolicyCheck check) throws IOException, InvalidConfigurationException {
        try (var entries = data.entries()) {
            var code = verify(entries, Anchor.of(check.key()));
            if (code != 0) {
                return code;
            }
            return switch (check.run(entries)) {
                case PolicyCheck.Result.Trusted(var what) -> {
                    spec.commandLine().getOut().println(what);
                    yield evidence ? checkEvidence(entries) : 0;
                }
                case PolicyCheck.Result.Untrusted(var why) ->
                    refuse("policy not met: " + Sentences.printable(why), POLICY_NOT_MET);
                case PolicyCheck.Result.Tampered(var what) -> refuse("tampered: " + what, TAMPERED);
            };
        }
    }

    private int checkEvidence(Entries entries) throws IOException, InvalidConfigurationException {
        var evidence = data.evidence();
        try (var notebook = new SqliteNotebook()) {
            var audit = new EvidenceAudit(evidence::check, notebook);
            Facts.all(entries, entry -> Facts.of(entry).ifPresent(fact -> hear(audit, fact)));
            return report(audit.findings());
        }
    }

    private int report(EvidenceAudit.Findings findings) {
        var out = spec.commandLine().getOut();
        out.println("evidence: " + findings.intact() + " intact");
        findings.deleted().lines("").forEach(out::println);
        findings.changed().lines("changed: ").forEach(line -> refuse(line, TAMPERED));
        findings.missing().lines("missing: ").forEach(line -> refuse(line, INCOMPLETE));
        if (!findings.changed().isEmpty()) {
            return TAMPERED;
        }
        return findings.missing().isEmpty() ? 0 : INCOMPLETE;
    }

    private static void hear(EvidenceAudit audit, Recorded<Event> fact) {
        try {
            audit.hear(fact);
        } catch (IOException e) {
            throw new UncheckedIOException("tried to read the evidence that entry " + fact.index() + " names", e);
        }
    }

    private int report(Verification verification) {
        return report(verification, spec);
    }

    /** Says what came of verifying, and what the command is to end with. */
    static int report(Verification verification, CommandSpec spec) {
        var out = spec.commandLine().getOut();
        return switch (verification) {
            case Verification.Verified verified -> {
                out.println("verified: " + verified.size() + " entries, " + verified.checkpoints()
                        + " checkpoints, root hash " + verified.root());
                if (verified.signed() < verified.size()) {
                    out.println("the last " + (verified.size() - verified.signed()) + " entries are not signed yet");
                }
                yield 0;
            }
            case Verification.Tampered tampered -> refuse(spec, "tampered: " + tampered.what(), TAMPERED);
            case Verification.Incomplete incomplete -> refuse(spec, "incomplete: " + incomplete.what(), INCOMPLETE);
            case Verification.UntrustedKey untrusted ->
                refuse(spec, "untrusted key: " + untrusted.what(), UNTRUSTED_KEY);
        };
    }

    private int refuse(String reason, int code) {
        return refuse(spec, reason, code);
    }

    static int refuse(CommandSpec spec, String reason, int code) {
        spec.commandLine().getErr().println(reason);
        return code;
    }
}
