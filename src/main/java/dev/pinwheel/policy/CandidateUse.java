package dev.pinwheel.policy;

import dev.pinwheel.event.Gate;
import dev.pinwheel.event.Gate.Outcome;
import dev.pinwheel.event.Rebuild;
import java.util.Optional;

/** Does every built image, read back, stand on the candidate? If not, the scan was of something else. */
record CandidateUse() implements Check {

    private static final String NAME = "candidate-used";

    @Override
    public Gate hold(Dossier dossier) {
        var built = Built.in(dossier);
        if (built.isEmpty()) {
            return new Gate(NAME, Outcome.HOLD, "There is no built image to read back.", Optional.empty());
        }
        for (var each : built) {
            if (!each.usedCandidate().proved()) {
                var why = "The image of " + each.dockerfile() + " is not shown to stand on the candidate: "
                        + each.usedCandidate().how();
                return new Gate(NAME, Outcome.HOLD, Sentence.of(why), Optional.of(each.log()));
            }
        }
        return passed(built.getFirst(), built.size());
    }

    private static Gate passed(Rebuild.Built first, int count) {
        var images = count == 1 ? "The built image stands" : "All " + count + " built images stand";
        var reason = images + " on the candidate: " + first.usedCandidate().how();
        return new Gate(NAME, Outcome.PASS, Sentence.of(reason), Optional.of(first.log()));
    }
}
