package dev.pinwheel.web.hook;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts how requests end, and says what somebody should know of: at the first, the second, the fourth and so on,
 * for no flood of requests is to flood the log.
 */
final class Ends {

    private static final Logger LOG = LoggerFactory.getLogger(Door.class);

    private final Tally tally;

    Ends(Tally tally) {
        this.tally = tally;
    }

    Answer end(Hook hook, Tally.End end, Answer answer) {
        tally.count(hook, end);
        return answer;
    }

    /** The request is refused as not authentic. */
    Answer forged(Hook hook, String reason) {
        var answer = Answer.refused(401, reason);
        var count = tally.count(hook, Tally.End.FORGED);
        if (isSaid(count)) {
            LOG.warn(
                    "hook {} has been sent {} messages that are not authentic, the last one refused: {}",
                    hook.name(),
                    count,
                    answer.body());
        }
        return answer;
    }

    /** Whether the request is authentic cannot be known now. */
    Answer unknown(Hook hook, String reason) {
        var count = tally.count(hook, Tally.End.FAILED);
        if (isSaid(count)) {
            LOG.warn("hook {} has failed {} messages, the last one because {}", hook.name(), count, reason);
        }
        return Answer.unavailable("it could not be checked whether it is authentic; send it again later");
    }

    /** It could not be noted. */
    Answer failed(Hook hook, RuntimeException cause) {
        var count = tally.count(hook, Tally.End.FAILED);
        if (isSaid(count)) {
            LOG.error("hook {} has failed {} messages, the last one because of", hook.name(), count, cause);
        }
        return Answer.unavailable("it could not be noted; send it again later");
    }

    private static boolean isSaid(long count) {
        return Long.bitCount(count) == 1;
    }
}
