package dev.pinwheel.policy;

import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Gate.Outcome;
import dev.pinwheel.event.Rebuild;
import java.util.Optional;

/**
 * Did every Dockerfile build on the candidate? A build that fails holds: whether the candidate broke
 * it or a mirror was away, one try cannot tell.
 */
record Rebuilds() implements Check {

    private static final String NAME = "rebuilt";

    @Override
    public Gate hold(Dossier dossier) {
        var rebuilds = dossier.rebuilt().rebuilds();
        if (rebuilds.isEmpty()) {
            return new Gate(NAME, Outcome.HOLD, "No Dockerfile was rebuilt, so nothing is known.", Optional.empty());
        }
        for (var rebuild : rebuilds) {
            if (rebuild instanceof Rebuild.Failed(var dockerfile, var builder, var reason, var log)) {
                var why = dockerfile + " was not built by " + builder + ": " + reason;
                return new Gate(NAME, Outcome.HOLD, Sentence.of(why), log);
            }
        }
        return passed(dossier);
    }

    private static Gate passed(Dossier dossier) {
        var built = Built.in(dossier);
        var names = Sentence.list(built.stream().map(Rebuild.Built::dockerfile).toList());
        var reason = names + " built on the candidate with " + built.getFirst().builder() + ".";
        return new Gate(NAME, Outcome.PASS, reason, Optional.of(built.getFirst().log()));
    }
}
