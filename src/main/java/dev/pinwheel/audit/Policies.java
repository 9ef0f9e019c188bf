package dev.pinwheel.audit;

import dev.pinwheel.event.BotStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.event.Recorded;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** When Pinwheel began to work with another policy or version, or to sign with another key. */
final class Policies implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            19,
            "policies",
            "When did the bot's policy, its version or the key that it signs with change?",
            List.of("since", "policy", "version", "changed", "entry", "key", "reason"),
            "who changed it, and the difference: waits for policy.changed",
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
                answer.row(started.at(), started.policy(), started.version(), changed, fact.index(), "", "");
            }
            before = Optional.of(started);
        } else if (fact.event() instanceof KeyRotated rotated) {
            answer.row(rotated.at(), "", "", "key", fact.index(), rotated.next(), rotated.reason());
        }
    }
}
