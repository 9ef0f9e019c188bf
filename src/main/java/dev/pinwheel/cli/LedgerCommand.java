package dev.pinwheel.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The commands for the ledger; those that read it work while a service writes it. */
@Command(
        name = "ledger",
        mixinStandardHelpOptions = true,
        description = "Reads, verifies, copies and mends the ledger.",
        subcommands = {
            LedgerListCommand.class,
            LedgerShowCommand.class,
            LedgerHistoryCommand.class,
            LedgerVerifyCommand.class,
            LedgerEvidenceCommand.class,
            LedgerExportCommand.class,
            LedgerAskCommand.class,
            LedgerSampleCommand.class,
            LedgerDigestsCommand.class,
            LedgerStreamCommand.class,
            LedgerBackupCommand.class,
            LedgerRestoreCommand.class,
            LedgerRebuildCommand.class,
            LedgerRotateKeyCommand.class,
            LedgerNewOriginCommand.class
        })
public final class LedgerCommand implements Runnable {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "say what to do with the ledger: list, show, history, verify, evidence, export, ask, sample, digests, stream,"
                        + " backup, restore, rebuild, rotate-key or new-origin");
    }
}
