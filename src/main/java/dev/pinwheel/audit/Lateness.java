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
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceRead;
import dev.pinwheel.event.Verdict;
import dev.pinwheel.image.Watch;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
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
            List.of("source", "image", "from", "newer", "first_seen", "due", "ended", "days", "state", "reason", "entry"),
            "the days allowed by severity: waits for a service level in the policy; when it was merged: waits for"
                    + " rotation.merged, until then the next reading of the repository stands for it",
            Lateness::new);

    private static final Duration SOON = Duration.ofDays(7);

    private record Place(Source source, Watch watch) {}

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Map<Place, Waited> open = new LinkedHashMap<>();
    private Instant now = Instant.EPOCH;

    private Lateness(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        now = fact.event().at().isAfter(now) ? fact.event().at() : now;
        if (fact.event() instanceof CandidateFound found) {
            var candidate = found.attempt().candidate();
            newer(candidate, found.firstSeen(), fact.index()).ifPresent(wait -> wait.because("it is tried"));
        } else if (fact.event() instanceof CandidateWaiting waiting) {
            newer(waiting.candidate(), waiting.firstSeen(), fact.index())
                    .ifPresent(wait -> wait.because("in its cooldown until " + waiting.until()));
        } else if (fact.event() instanceof CandidateHeld held) {
            newer(held.candidate(), held.at(), fact.index())
                    .ifPresent(wait -> wait.because("held: " + held.reason()));
        } else if (fact.event() instanceof SourceRead read) {
            read(read);
        } else if (fact.event() instanceof DigestObserved seen) {
            open.entrySet().removeIf(wait -> isBack(wait.getKey(), wait.getValue(), seen));
        } else {
            ended(fact.event());
        }
    }

    private static boolean isBack(Place place, Waited wait, DigestObserved seen) {
        return place.watch().equals(seen.watch()) && wait.from().contains(seen.digest());
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

    private Optional<Waited> newer(Candidate candidate, Instant since, long entry) {
        if (!asked.about(candidate.source(), candidate.watch())) {
            return Optional.empty();
        }
        var place = new Place(candidate.source(), candidate.watch());
        return Optional.of(open.computeIfAbsent(place, key -> new Waited(candidate, since, entry)));
    }

    private void because(Candidate candidate, String reason) {
        Optional.ofNullable(open.get(new Place(candidate.source(), candidate.watch())))
                .ifPresent(wait -> wait.because(reason));
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

    private void read(SourceRead read) {
        open.entrySet()
                .removeIf(wait -> wait.getKey().source().equals(read.source())
                        && hasLeft(wait.getKey(), wait.getValue(), read));
    }

    private boolean hasLeft(Place place, Waited wait, SourceRead read) {
        var pins = reports.pins(read.report());
        var isGone = pins.isPresent()
                && pins.get().stream()
                        .filter(pin -> pin.image().equals(place.watch().toString()))
                        .noneMatch(pin -> pin.digest().map(wait.from()::contains).orElse(false));
        if (isGone && wait.days(read.at()) > asked.days()) {
            tell(place, wait, Optional.of(read.at()), "was late");
        }
        return isGone;
    }

    @Override
    public void end() {
        var until = asked.asOf().orElse(now);
        open.forEach((place, wait) -> {
            if (until.isAfter(wait.due(asked.days()))) {
                tell(place, wait, Optional.empty(), "is late");
            } else if (until.plus(SOON).isAfter(wait.due(asked.days()))) {
                tell(place, wait, Optional.empty(), "is due soon");
            }
        });
    }

    private void tell(Place place, Waited wait, Optional<Instant> ended, String state) {
        answer.row(
                place.source(),
                place.watch(),
                Words.of(wait.from()),
                wait.newer(),
                wait.since(),
                wait.due(asked.days()),
                ended.map(Instant::toString).orElse(""),
                wait.days(ended.or(asked::asOf).orElse(now)),
                state,
                wait.reason(),
                wait.entry());
    }
}
