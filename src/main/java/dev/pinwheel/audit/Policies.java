package dev.pinwheel.audit;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.OriginEnded;
import dev.pinwheel.event.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When Pinwheel began to work with another policy or version. */
final class Policies implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            19,
            "policies",
            "When did the bot's policy, version or key change?",
            List.of("since", "changed", "policy", "version", "key", "reason", "entry"),
            "who changed the policy, the difference, and other settings: waits for policy.changed",
            Policies::new);

    private final Answer answer;
    private Optional<BotStarted> before = Optional.empty();

    private Policies(Asked asked, Reports reports, Answer answer) {
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof BotStarted started) {
            var changes = new ArrayList<String>();
            before.filter(old -> !old.policy().equals(started.policy())).ifPresent(old -> changes.add("policy"));
            before.filter(old -> !old.version().equals(started.version())).ifPresent(old -> changes.add("version"));
            if (before.isEmpty() || !changes.isEmpty()) {
                var changed = before.isEmpty() ? "first" : String.join(" ", changes);
                answer.row(started.at(), changed, started.policy(), started.version(), "", "", fact.index());
            }
            before = Optional.of(started);
        } else if (fact.event() instanceof OriginEnded ended) {
            answer.row(ended.at(), "origin", "", "", ended.next(), ended.reason(), fact.index());
        } else if (fact.event() instanceof KeyRotated rotated) {
            answer.row(rotated.at(), "key", "", "", rotated.next(), rotated.reason(), fact.index());
        }
    }
}
