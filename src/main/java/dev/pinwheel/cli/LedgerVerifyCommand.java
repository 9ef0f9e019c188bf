package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Verification;
import dev.pinwheel.journal.Verifier;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Verifies the whole ledger. */
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        description = "Hashes every entry again and verifies every checkpoint.",
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:verified",
            "1:the ledger cannot be read",
            "2:the command was not understood",
            "10:the ledger or its evidence was tampered with",
            "11:the ledger or its evidence is incomplete",
            "12:the ledger is signed with another key, or not trusted by the policy"
        })
final class LedgerVerifyCommand implements Callable<Integer> {

    static final int TAMPERED = 10;
    static final int INCOMPLETE = 11;
    static final int UNTRUSTED_KEY = 12;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Option(
            names = "--vkey",
            paramLabel = "KEY",
            description = "The verifier key that you trust; if not given, the one that lies beside the ledger, "
                    + "which whoever can change the ledger can change too.")
    private @Nullable String vkey;

    @Option(
            names = "--policy",
            paramLabel = "FILE",
            description = "A tlog-policy file: the logs that you trust, instead of --vkey, and the witnesses that must "
                    + "have cosigned.")
    private @Nullable Path policy;

    @Option(names = "--evidence", description = "Also hash every report and log that an entry names.")
    private boolean evidence;

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        if (policy != null) {
            return verifyByPolicy(new PolicyCheck(policy, data.log()));
        }
        try (var entries = data.entries()) {
            var code = report(Verifier.verify(entries, data.log(), key()));
            return code == 0 && evidence ? checkEvidence(entries) : code;
        }
    }

    private int verifyByPolicy(PolicyCheck check) throws IOException, InvalidConfigurationException {
        if (vkey != null) {
            throw new ParameterException(spec.commandLine(), "--policy says which keys are trusted; leave --vkey out");
        }
        try (var entries = data.entries()) {
            var code = report(Verifier.verify(entries, data.log(), check.key()));
            if (code != 0) {
                return code;
            }
            return switch (check.run(entries)) {
                case PolicyCheck.Result.Trusted(var what) -> {
                    spec.commandLine().getOut().println(what);
                    yield evidence ? checkEvidence(entries) : 0;
                }
                case PolicyCheck.Result.Untrusted(var why) ->
                    refuse("not trusted by the policy: " + why, UNTRUSTED_KEY);
                case PolicyCheck.Result.Tampered(var what) -> refuse("tampered: " + what, TAMPERED);
            };
        }
    }

    private int checkEvidence(Entries entries) throws IOException, InvalidConfigurationException {
        var check = new EvidenceCheck(data.evidence());
        check.run(entries);
        spec.commandLine().getOut().println("evidence: " + check.intact() + " intact");
        check.changed().forEach(name -> refuse("changed: " + name, TAMPERED));
        check.missing().forEach(name -> refuse("missing: " + name, INCOMPLETE));
        if (!check.changed().isEmpty()) {
            return TAMPERED;
        }
        return check.missing().isEmpty() ? 0 : INCOMPLETE;
    }

    private VerifierKey key() throws IOException, InvalidConfigurationException {
        try {
            return vkey == null ? data.key().verifier() : VerifierKey.parse(vkey);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--vkey: " + e.getMessage(), e);
        }
    }

    private int report(Verification verification) {
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
            case Verification.Tampered tampered -> refuse("tampered: " + tampered.what(), TAMPERED);
            case Verification.Incomplete incomplete -> refuse("incomplete: " + incomplete.what(), INCOMPLETE);
            case Verification.UntrustedKey untrusted -> refuse("untrusted key: " + untrusted.what(), UNTRUSTED_KEY);
        };
    }

    private int refuse(String reason, int code) {
        spec.commandLine().getErr().println(reason);
        return code;
    }
}
