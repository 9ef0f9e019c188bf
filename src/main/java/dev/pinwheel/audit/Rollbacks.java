package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import java.util.List;
import java.util.Optional;

/** Where a tag went back to a digest that it had left, or to one that has not every platform that is pinned. */
final class Rollbacks implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            13,
            "rollbacks",
            "Did a tag go back to an older digest, or lose a platform?",
            List.of("image", "to", "from", "seen", "entry", "first_seen_entry", "kind", "source", "reason"),
            "changed user or entrypoint, another OS release: waits for drift facts",
            Rollbacks::new);

    private final Asked asked;
    private final Answer answer;
    private final Notes first;

    private Rollbacks(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.first = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            seen(seen, fact.index());
        } else if (fact.event() instanceof CandidateHeld held
                && asked.about(held.candidate().source(), held.candidate().watch())) {
            kind(held).ifPresent(kind -> tell(held, kind, fact.index()));
        }
    }

    private void seen(DigestObserved seen, long entry) {
        var key = List.of(seen.watch().toString(), seen.digest().toString());
        var before = first.find(key);
        if (before.isEmpty()) {
            first.put(key, List.of(String.valueOf(entry)));
        }
        before.ifPresent(known -> answer.row(
                seen.watch(),
                seen.digest(),
                seen.previous().map(previous -> previous.digest().toString()).orElse(""),
                seen.at(),
                entry,
                known.getFirst(),
                "returned",
                "",
                ""));
    }

    private static Optional<String> kind(CandidateHeld held) {
        return switch (held.kind()) {
            case UNSETTLED -> Optional.of("lacks platforms");
            case PLATFORM -> Optional.of("lacks the pinned platform");
            case UNREADABLE, UNPULLABLE -> Optional.empty();
        };
    }

    private void tell(CandidateHeld held, String kind, long entry) {
        var candidate = held.candidate();
        var from = Words.of(candidate.pinned());
        answer.row(
                candidate.watch(),
                candidate.digest(),
                from,
                held.at(),
                entry,
                "",
                kind,
                candidate.source(),
                held.reason());
    }
}
