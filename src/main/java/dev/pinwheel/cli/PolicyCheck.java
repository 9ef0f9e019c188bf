package dev.pinwheel.cli;

import dev.pinwheel.journal.ChainedPolicy;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.KeyChain;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Trust;
import dev.pinwheel.ledger.TrustPolicy;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Whether a verified ledger is trusted by somebody's policy: the newest checkpoint, or one that was cosigned before. */
final class PolicyCheck {

    private final Path file;
    private final TrustPolicy policy;
    private final LogDirectory log;

    /** What came of it. */
    sealed interface Result {

        /** A checkpoint has its quorum; what that covers. */
        record Trusted(String what) implements Result {}

        /** None has, and why. */
        record Untrusted(String why) implements Result {}

        /** One has, over other entries than these. */
        record Tampered(String what) implements Result {}
    }

    PolicyCheck(Path file, LogDirectory log) throws IOException {
        this.file = file;
        this.log = log;
        this.policy = read(file);
    }

    /** Reads a policy. */
    static TrustPolicy read(Path file) throws IOException {
        try {
            if (Files.size(file) > TrustPolicy.MAX_LENGTH) {
                throw new IOException(file + " is larger than any policy");
            }
            return TrustPolicy.parse(Files.readAllBytes(file));
        } catch (IllegalArgumentException e) {
            throw new IOException("the policy " + file + ": " + e.getMessage(), e);
        }
    }

    /** The key that the policy trusts for this log; of several, the one that signed what is published. */
    VerifierKey key() throws IOException {
        var published = published();
        var origin = published.checkpoint().origin();
        return policy.logs().stream()
                .filter(log -> published.check(log.key()) == Note.Standing.VERIFIED)
                .findFirst()
                .or(() -> policy.log(origin))
                .orElseThrow(() -> new IOException("the policy " + file + " does not know the log " + origin))
                .key();
    }

    private SignedCheckpoint published() throws IOException {
        return log.checkpoint().orElseThrow(() -> new IOException("there is no checkpoint in " + log.path()));
    }

    /** Judges; the entries must be verified already. */
    Result run(Entries entries) throws IOException {
        var published = published();
        var chained = new ChainedPolicy(policy, KeyChain.of(entries));
        return switch (chained.trust(published)) {
            case Trust.Trusted trusted -> new Result.Trusted("trusted by " + file + by(trusted.witnesses()));
            case Trust.Untrusted(var why) ->
                log.cosigned()
                        .map(older -> older(older, chained, entries).orElse(new Result.Untrusted(why)))
                        .orElse(new Result.Untrusted(why));
        };
    }

    /** What the older checkpoint says, if it is trusted itself. */
    private Optional<Result> older(SignedCheckpoint older, ChainedPolicy chained, Entries entries) {
        var size = older.checkpoint().size();
        if (!(chained.trust(older) instanceof Trust.Trusted trusted)) {
            return Optional.empty();
        }
        if (size > entries.head().size()
                || !entries.root(0, size).equals(older.checkpoint().root())) {
            return Optional.of(new Result.Tampered("the witnesses cosigned " + size + " other entries than these"));
        }
        return Optional.of(new Result.Trusted("trusted by " + file + by(trusted.witnesses()) + "; the last "
                + (entries.head().size() - size) + " entries are not cosigned yet"));
    }

    /** Those who cosigned, as the end of a sentence. */
    static String by(List<String> witnesses) {
        return witnesses.isEmpty() ? "" : ", cosigned by " + String.join(", ", witnesses);
    }
}
