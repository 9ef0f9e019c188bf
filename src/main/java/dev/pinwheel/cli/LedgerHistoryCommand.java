package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.image.Watch;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import dev.pinwheel.journal.EntryType;
import dev.pinwheel.journal.HistoryProof;
import dev.pinwheel.journal.Selection;
import dev.pinwheel.journal.TagHistory;
import dev.pinwheel.journal.Verification;
import dev.pinwheel.journal.Verifier;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows every digest that a tag was seen at, and whether any observation is missing. */
@Command(
        name = "history",
        mixinStandardHelpOptions = true,
        description = {
            "Lists every digest that a tag was seen at, the oldest first, and proves that none is missing: every entry is "
                    + "read and held against the checkpoints, as 'ledger verify' does.",
            "A ledger of a million entries takes 20 s of processor time; --quick asks the database's index and proves nothing."
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:complete and proved; with --quick, complete as far as the index says",
            "1:the tag was never seen, or the ledger cannot be read",
            "2:the command was not understood",
            "10:the ledger was tampered with",
            "11:an observation, an entry or a checkpoint is missing",
            "12:the ledger is signed with another key"
        })
final class LedgerHistoryCommand implements Callable<Integer> {

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private DataDirectory data = new DataDirectory();

    @Parameters(paramLabel = "IMAGE", description = "The image and its tag, as python:3.11.")
    private @Nullable String image;

    @Option(
            names = "--all",
            description =
                    "Everything that is recorded of the tag, and the outages of its registry, and not its digests alone.")
    private boolean all;

    @Option(names = "--quick", description = "Ask the database's index instead of reading all entries.")
    private boolean quick;

    @Mixin
    private KeptCheckpoints older = new KeptCheckpoints();

    @Mixin
    private TrustedKey trusted = new TrustedKey();

    @Override
    public Integer call() throws IOException, InvalidConfigurationException {
        checkQuick();
        try (var entries = data.entries()) {
            if (all) {
                everything(watch(), entries);
            }
            return quick ? report(TagHistory.of(watch(), entries)) : prove(entries);
        }
    }

    private void checkQuick() {
        var given = spec.commandLine().getParseResult();
        if (quick && (given.hasMatchedOption("--older") || given.hasMatchedOption("--vkey"))) {
            throw new ParameterException(
                    spec.commandLine(), "--quick proves nothing, so it does not go with --older or --vkey");
        }
    }

    private int prove(Entries entries) throws IOException, InvalidConfigurationException {
        var kept = older.read();
        var proof =
                HistoryProof.of(watch(), Verifier.of(entries, trusted.or(data)).against(kept), data.log());
        if (!(proof.verification() instanceof Verification.Verified verified)) {
            return LedgerVerifyCommand.report(proof.verification(), spec);
        }
        if (!proof.isIndexed(watch(), entries)) {
            spec.commandLine()
                    .getErr()
                    .println(
                            "the database's index does not list these observations; 'pinwheel ledger rebuild' mends it");
        }
        var code = report(proof.history());
        if (code == ExitCodes.DONE) {
            spec.commandLine().getOut().println(sentence(proof.history(), verified, kept));
        }
        return code;
    }

    private static String sentence(TagHistory history, Verification.Verified verified, List<SignedCheckpoint> kept) {
        var all = history.observations();
        var signed =
                all.stream().filter(seen -> seen.index() < verified.signed()).count();
        var text = new StringBuilder(
                "proved: these " + signed + " are all among the " + verified.signed() + " entries that are signed");
        if (signed < all.size()) {
            text.append("; the last ").append(all.size() - signed).append(" of the list are not signed yet");
        }
        for (var checkpoint : kept) {
            var size = checkpoint.checkpoint().size();
            var after = all.stream().filter(seen -> seen.index() >= size).count();
            text.append("; ")
                    .append(after)
                    .append(" came after the checkpoint of ")
                    .append(size);
        }
        return text.toString();
    }

    /** An outage of a registry is no entry of a tag's own. */
    private void everything(Watch watch, Entries entries) {
        var ofTag = new Selected(entries, Selection.ALL.of(watch));
        var outages = new Selected(entries, Selection.ALL.ofType(EntryType.REGISTRY_OUTAGE.toString()));
        while (ofTag.hasNext() || outages.hasNext()) {
            var isOfTag = !outages.hasNext()
                    || (ofTag.hasNext() && ofTag.peek().index() < outages.peek().index());
            var entry = isOfTag ? ofTag.next() : outages.next();
            if (isOfTag || isOutage(entry, watch)) {
                spec.commandLine().getOut().println(LedgerListCommand.line(entry));
            }
        }
    }

    private static boolean isOutage(Entry entry, Watch watch) {
        return entry.recorded().event() instanceof RegistryOutage outage
                && outage.host().equals(watch.repository().host());
    }

    private Watch watch() {
        try {
            return Watch.parse(String.valueOf(image));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "IMAGE: " + e.getMessage(), e);
        }
    }

    private int report(TagHistory history) {
        if (history.observations().isEmpty()) {
            spec.commandLine().getErr().println(image + " was never seen");
            return 1;
        }
        var digests = all ? List.<Recorded<DigestObserved>>of() : history.observations();
        digests.forEach(seen -> spec.commandLine().getOut().println(line(seen)));
        history.gaps().forEach(gap -> spec.commandLine().getErr().println("missing: " + gap));
        return history.gaps().isEmpty() ? 0 : LedgerVerifyCommand.INCOMPLETE;
    }

    private static String line(Recorded<DigestObserved> seen) {
        return "%6d  %-24s  %s"
                .formatted(seen.index(), seen.event().at(), seen.event().digest());
    }
}
