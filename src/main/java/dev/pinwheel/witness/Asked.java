package dev.pinwheel.witness;

import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Subtrees;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** One cosigner, the size at which it saw our log last, and whether it cosigned then. */
final class Asked {

    private final Cosigner cosigner;
    private long seen;
    private boolean toldAsCosigning = true;
    private Optional<String> trouble = Optional.empty();
    private OptionalLong ahead = OptionalLong.empty();

    Asked(Cosigner cosigner) {
        this.cosigner = cosigner;
    }

    Cosigner cosigner() {
        return cosigner;
    }

    /** Why it does not cosign, if it does not. */
    Optional<String> trouble() {
        return trouble;
    }

    /** How many entries of this ledger it says it cosigned, if it is to be believed and those are more than there are. */
    OptionalLong ahead() {
        return ahead;
    }

    /** Whether it cosigns, if that is not what was told last. */
    Optional<Boolean> news() {
        var cosigns = trouble.isEmpty();
        if (cosigns == toldAsCosigning) {
            return Optional.empty();
        }
        toldAsCosigning = cosigns;
        return Optional.of(cosigns);
    }

    /** Its lines for this checkpoint; none where there is trouble. */
    List<Note.Signature> lines(SignedCheckpoint signed, Subtrees tree) {
        try {
            var answer = ask(signed, tree);
            if (answer instanceof Cosigner.Answer.Conflict(var size)) {
                seen = size;
                answer = ask(signed, tree);
            }
            return judged(answer, signed);
        } catch (RuntimeException e) {
            return refused("asking it failed: " + e);
        }
    }

    private Cosigner.Answer ask(SignedCheckpoint signed, Subtrees tree) {
        var size = signed.checkpoint().size();
        return seen > size ? new Cosigner.Answer.Conflict(seen) : cosigner.ask(AddCheckpoint.of(seen, signed, tree));
    }

    private List<Note.Signature> judged(Cosigner.Answer answer, SignedCheckpoint signed) {
        return switch (answer) {
            case Cosigner.Answer.Lines(var lines) -> verified(lines, signed);
            case Cosigner.Answer.Refused(var reason) -> refused(reason);
            case Cosigner.Answer.Conflict(var size) ->
                conflicting(size, signed.checkpoint().size());
        };
    }

    private List<Note.Signature> conflicting(long theirs, long ours) {
        ahead = theirs > ours && cosigner.isBelieved() ? OptionalLong.of(theirs) : OptionalLong.empty();
        return refused("it cosigned another history of this ledger, of " + theirs + " entries, while ours has " + ours
                + ": the ledger was rolled back or forked, or its key is used twice");
    }

    /** What it says counts only if its key says so. */
    private List<Note.Signature> verified(List<Note.Signature> lines, SignedCheckpoint signed) {
        var its = lines.stream().filter(line -> line.isBy(cosigner.key())).toList();
        if (its.isEmpty() || signed.with(its).note().check(cosigner.key()) != Note.Standing.VERIFIED) {
            return refused("what it answered is not a cosignature with the key in the policy");
        }
        seen = signed.checkpoint().size();
        trouble = Optional.empty();
        return its;
    }

    private List<Note.Signature> refused(String reason) {
        seen = 0;
        trouble = Optional.of(reason);
        return List.of();
    }
}
