package dev.pinwheel.cli;

import dev.pinwheel.audit.bundle.BundleVerification;
import picocli.CommandLine.Model.CommandSpec;

/** What came of verifying a bundle, in words and as an exit code. */
final class BundleReport {

    private BundleReport() {}

    /** Says it, and what the command is to end with. */
    static int print(BundleVerification verification, CommandSpec spec) {
        return switch (verification) {
            case BundleVerification.Verified verified -> {
                say(verified, spec);
                yield ExitCodes.DONE;
            }
            case BundleVerification.Tampered(var what) ->
                refuse(spec, "tampered: ", what, LedgerVerifyCommand.TAMPERED);
            case BundleVerification.Incomplete(var what) ->
                refuse(spec, "incomplete: ", what, LedgerVerifyCommand.INCOMPLETE);
            case BundleVerification.UntrustedKey(var what) ->
                refuse(spec, "untrusted key: ", what, LedgerVerifyCommand.UNTRUSTED_KEY);
            case BundleVerification.OtherEdition(var what) ->
                refuse(spec, "not verified: ", what, LedgerVerifyCommand.OTHER_EDITION);
            case BundleVerification.PolicyNotMet(var what) ->
                refuse(spec, "policy not met: ", what, LedgerVerifyCommand.POLICY_NOT_MET);
        };
    }

    private static int refuse(CommandSpec spec, String kind, String what, int code) {
        return LedgerVerifyCommand.refuse(spec, kind + Sentences.printable(what), code);
    }

    private static void say(BundleVerification.Verified verified, CommandSpec spec) {
        var out = spec.commandLine().getOut();
        out.println("verified: entries " + verified.from() + " to " + (verified.to() - 1) + " of " + verified.size()
                + ", root hash " + verified.root() + "; " + verified.evidence().intact() + " evidence files, "
                + verified.evidence().deleted().count() + " deleted by retention");
        verified.cosigned().ifPresent(cosigned -> {
            out.println("trusted by the policy" + PolicyCheck.by(cosigned.witnesses()));
            if (cosigned.size() < verified.to()) {
                out.println("the last " + (verified.to() - cosigned.size()) + " of these entries are not cosigned yet");
            }
        });
    }
}
