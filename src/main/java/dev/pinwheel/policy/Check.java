package dev.pinwheel.policy;

import dev.pinwheel.event.Gate;

/** One question that a candidate must answer. */
sealed interface Check permits Rebuilds, CandidateUse, NewFindings, Cooldown {

    /** The answer, from what is recorded. */
    Gate hold(Dossier dossier);
}
