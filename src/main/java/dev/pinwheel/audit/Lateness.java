package dev.pinwheel.audit;

import dev.pinwheel.event.Candidate;
import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.CandidateWaiting;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Gate;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Rotations that took longer than the days allowed, or will. The time runs from the first sight of a digest newer than
 * the pinned one to the reading that finds no place with the old one any more.
 */
final class Lateness implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            10,
            "late",
            "Which rotations took longer than the days allowed (30 if not said), which are late, which are due in a week?",
            List.of(
                    "source",
                    "image",
                    "from",
                    "newer",
                    "first_seen",
                    "due",
                    "ended",
                    "days",
                    "state",
                    "reason",
                    "entry"),
            "the days allowed by severity: waits for a service level in the policy; when it was merged: waits for"
                    + " rotation.merged, until then the next reading of the repository stands for it",
            Lateness::new);

    private static final Duration SOON = Duration.ofDays(7);

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes open;
    private final Notes sources;
    private Instant now = Instant.EPOCH;

    private Lateness(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.open = reports.notes();
        this.sources = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        now = fact.event().at().isAfter(now) ? fact.event().at() : now;
        if (fact.event() instanceof CandidateFound found) {
            newer(found.attempt().candidate(), Waited.of(found.attempt().candidate(), found.firstSeen(), fact.index()));
            because(found.attempt().candidate(), "it is tried");
        } else if (fact.event() instanceof CandidateWaiting waiting) {
            newer(waiting.candidate(), Waited.of(waiting.candidate(), waiting.firstSeen(), fact.index()));
            because(waiting.candidate(), "in its cooldown until " + waiting.until());
        } else if (fact.event() instanceof CandidateHeld held) {
            newer(held.candidate(), Waited.of(held.candidate(), held.at(), fact.index()));
            because(held.candidate(), "held: " + held.reason());
        } else if (fact.event() instanceof SourceRead read) {
            open.each(List.of(read.source().name()), (place, row) -> read(place, Waited.read(row), read));
        } else if (fact.event() instanceof DigestObserved seen) {
            var watch = seen.watch().toString();
            sources.each(List.of(watch), (key, row) -> observed(List.of(key.get(1), watch), seen.digest()));
        } else {
            ended(fact.event());
        }
    }

    private void ended(Event event) {
        if (event instanceof CandidateJudged judged) {
            because(judged.attempt().candidate(), reason(judged));
        } else if (event instanceof Proposed proposed) {
            because(proposed.attempt().candidate(), "proposed: " + proposed.url());
        } else if (event instanceof ProposalRefused refused) {
            because(refused.attempt().candidate(), "refused: " + refused.reason());
        }
    }

    private static List<String> place(Candidate candidate) {
        return List.of(candidate.source().name(), candidate.watch().toString());
    }

    private void newer(Candidate candidate, Waited wait) {
        var place = place(candidate);
        if (asked.about(candidate.source(), candidate.watch())
                && open.find(place).isEmpty()) {
            open.put(place, wait.row());
            sources.put(List.of(place.get(1), place.get(0)), List.of());
        }
    }

    private void because(Candidate candidate, String reason) {
        var place = place(candidate);
        open.find(place)
                .ifPresent(
                        row -> open.put(place, Waited.read(row).because(reason).row()));
    }

    private static String reason(CandidateJudged judged) {
        if (judged.verdict() == Verdict.ACCEPTED) {
            return "accepted, not proposed yet";
        }
        return Words.of(judged.verdict()) + ": "
                + judged.gates().stream()
                        .filter(gate -> gate.outcome() == Gate.Outcome.HOLD || gate.outcome() == Gate.Outcome.BLOCK)
                        .map(gate -> gate.name() + ", " + gate.reason())
                        .collect(Collectors.joining("; "));
    }

    /** Where the tag went back to what is pinned, there is nothing to rotate to. */
    private void observed(List<String> place, Digest digest) {
        if (open.find(place)
                .map(Waited::read)
                .filter(wait -> wait.isFrom(digest))
                .isPresent()) {
            close(place);
        }
    }

    private void close(List<String> place) {
        open.remove(place);
        sources.remove(List.of(place.get(1), place.get(0)));
    }

    private void read(List<String> place, Waited wait, SourceRead read) {
        reports.pins(read.report())
                .ifPresentOrElse(
                        pins -> read(place, wait, pins, read.at()),
                        () -> tell(place, wait.because(reports.whyNot(read.report())), "", "is not known"));
    }

    private void read(List<String> place, Waited wait, List<PinnedPlace> pins, Instant at) {
        var isLeft = pins.stream()
                .filter(pin -> pin.image().equals(place.get(1)))
                .noneMatch(pin -> pin.digest().map(wait::isFrom).orElse(false));
        if (isLeft && wait.days(at) > asked.days()) {
            tell(place, wait, at.toString(), "was late");
        }
        if (isLeft) {
            close(place);
        }
    }

    @Override
    public void end() {
        open.each(Notes.ALL, (place, row) -> open(place, Waited.read(row)));
    }

    private void open(List<String> place, Waited wait) {
        var until = asked.asOf().orElse(now);
        var due = wait.due(asked.days());
        if (until.isAfter(due)) {
            tell(place, wait, "", "is late");
        } else if (until.plus(SOON).isAfter(due)) {
            tell(place, wait, "", "is due soon");
        }
    }

    private void tell(List<String> place, Waited wait, String ended, String state) {
        var until = ended.isEmpty() ? asked.asOf().orElse(now) : Instant.parse(ended);
        answer.row(
                place.get(0),
                place.get(1),
                wait.from(),
                wait.newer(),
                wait.since(),
                wait.due(asked.days()),
                ended,
                wait.days(until),
                state,
                wait.reason(),
                wait.entry());
    }
}
