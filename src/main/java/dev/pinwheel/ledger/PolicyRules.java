package dev.pinwheel.ledger;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** What the lines of a policy must be to each other. */
final class PolicyRules {

    private static final int MAX_LINES = 1_000;

    private final Set<String> defined = new HashSet<>(Set.of(PolicyLine.Quorum.NONE));
    private final Set<String> members = new HashSet<>(Set.of(PolicyLine.Quorum.NONE));
    private final Set<Hash> logs = new HashSet<>();
    private final Set<Hash> witnesses = new HashSet<>();
    private int quorums;

    private PolicyRules() {}

    /**
     * Checks that names are defined once and before they are used, a member is in one group, no key is
     * there twice, and there is one quorum.
     *
     * @throws IllegalArgumentException if not
     */
    static void check(List<PolicyLine> lines) {
        if (lines.size() > MAX_LINES) {
            throw new IllegalArgumentException("a policy has at most " + MAX_LINES + " lines");
        }
        var rules = new PolicyRules();
        lines.forEach(rules::add);
        if (rules.quorums != 1) {
            throw new IllegalArgumentException("a policy has one quorum line, not " + rules.quorums);
        }
    }

    private void add(PolicyLine line) {
        switch (line) {
            case PolicyLine.Comment comment -> {}
            case PolicyLine.Log log ->
                once(logs, Hash.leaf(Ed25519.encode(log.key().key())), "the key of " + line);
            case PolicyLine.Witness witness -> {
                once(witnesses, Hash.leaf(witness.key().bytes()), "the key of " + line);
                once(defined, witness.name(), "the name " + witness.name());
            }
            case PolicyLine.Group group -> {
                for (var member : group.members()) {
                    known(member);
                    once(members, member, "the group member " + member);
                }
                once(defined, group.name(), "the name " + group.name());
            }
            case PolicyLine.Quorum quorum -> {
                known(quorum.name());
                quorums++;
            }
        }
    }

    private void known(String name) {
        if (!defined.contains(name)) {
            throw new IllegalArgumentException("no line above defines " + name);
        }
    }

    private static <T> void once(Set<T> seen, T one, String what) {
        if (!seen.add(one)) {
            throw new IllegalArgumentException(what + " is there already, or must not be used");
        }
    }
}
