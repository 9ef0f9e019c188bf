package dev.pinwheel.policy;

import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Gate.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Was the candidate's digest first seen long enough ago, by our own ledger? */
record Cooldown(Duration needed, Instant now) implements Check {

    private static final String NAME = "cooldown";

    @Override
    public Gate hold(Dossier dossier) {
        var firstSeen = dossier.found().firstSeen();
        var matured = firstSeen.plus(needed);
        if (matured.isAfter(now) && dossier.found().urgency().isPresent()) {
            var reason = "The digest was first seen at " + firstSeen + " and would mature at " + matured
                    + ", but cannot wait: " + dossier.found().urgency().get() + ".";
            return new Gate(NAME, Outcome.WARN, reason, Optional.empty());
        }
        if (matured.isAfter(now)) {
            var reason = "The digest was first seen at " + firstSeen + " and will have matured at " + matured + ".";
            return new Gate(NAME, Outcome.HOLD, reason, Optional.empty());
        }
        var reason = needed.isZero()
                ? "The policy asks for no cooldown; the digest was first seen at " + firstSeen + "."
                : "The digest was first seen at " + firstSeen + " and matured at " + matured + ".";
        return new Gate(NAME, Outcome.PASS, reason, Optional.empty());
    }
}
