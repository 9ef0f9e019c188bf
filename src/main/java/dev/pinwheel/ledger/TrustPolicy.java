package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whose checkpoints somebody trusts: those of these logs, if a quorum of these witnesses cosigned them.
 *
 * @see <a href="https://c2sp.org/tlog-policy">C2SP tlog-policy</a>
 */
public record TrustPolicy(List<PolicyLine> lines) {

    /** The largest policy that is read, in bytes. */
    public static final int MAX_LENGTH = 1 << 18;

    public TrustPolicy {
        lines = List.copyOf(lines);
        PolicyRules.check(lines);
    }

    /** Reads a policy; what is written without surplus white space prints back identically. */
    public static TrustPolicy parse(byte[] utf8) {
        return parse(Utf8Text.parse(utf8, MAX_LENGTH, "a policy"));
    }

    /** Reads a policy; every line, also the last, ends with a newline. */
    public static TrustPolicy parse(String text) {
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException("the last line of a policy ends with a newline like the others");
        }
        var lines = new ArrayList<PolicyLine>();
        for (var line : text.substring(0, text.length() - 1).split("\n", -1)) {
            try {
                lines.add(PolicyLine.parse(line));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("line " + (lines.size() + 1) + ": " + e.getMessage(), e);
            }
        }
        return new TrustPolicy(lines);
    }

    /** What a checkpoint with its signature lines is worth by this policy. */
    public Trust trust(SignedCheckpoint signed) {
        var note = signed.note();
        var log = logs().stream()
                .filter(line -> signed.check(line.key()) != Note.Standing.UNKNOWN_KEY)
                .findFirst();
        if (log.isEmpty()) {
            return new Trust.Untrusted("no log of the policy signed it; it calls itself "
                    + signed.checkpoint().origin());
        }
        if (signed.check(log.get().key()) == Note.Standing.FORGED) {
            return new Trust.Untrusted(
                    "the signature of the log " + log.get().key().name() + " is forged");
        }
        var forged = witnesses().stream()
                .filter(line -> note.check(line.key()) == Note.Standing.FORGED)
                .findFirst();
        return forged.<Trust>map(line -> new Trust.Untrusted("the cosignature of " + line.name() + " is forged"))
                .orElseGet(() -> counted(log.get(), note));
    }

    private Trust counted(PolicyLine.Log log, Note note) {
        var cosigned = witnesses().stream()
                .filter(line -> note.check(line.key()) == Note.Standing.VERIFIED)
                .map(PolicyLine.Witness::name)
                .toList();
        return reaches(cosigned)
                ? new Trust.Trusted(log.key(), cosigned)
                : new Trust.Untrusted("it is cosigned by " + (cosigned.isEmpty() ? "nobody" : cosigned)
                        + ", which is not the quorum " + quorum());
    }

    /** Whether these witnesses together are the quorum. */
    private boolean reaches(List<String> cosigned) {
        var witnessed = new HashSet<>(cosigned);
        witnessed.add(PolicyLine.Quorum.NONE);
        for (var line : lines) {
            if (line instanceof PolicyLine.Group group
                    && group.members().stream().filter(witnessed::contains).count() >= group.needed()) {
                witnessed.add(group.name());
            }
        }
        return witnessed.contains(quorum());
    }

    private String quorum() {
        return of(PolicyLine.Quorum.class).getFirst().name();
    }

    public List<PolicyLine.Log> logs() {
        return of(PolicyLine.Log.class);
    }

    public List<PolicyLine.Witness> witnesses() {
        return of(PolicyLine.Witness.class);
    }

    /** The log of this origin. */
    public Optional<PolicyLine.Log> log(String origin) {
        return logs().stream().filter(log -> log.key().name().equals(origin)).findFirst();
    }

    private <T extends PolicyLine> List<T> of(Class<T> kind) {
        return lines.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public String toString() {
        return lines.stream().map(line -> line + "\n").collect(Collectors.joining());
    }
}
