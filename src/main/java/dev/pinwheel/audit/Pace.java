package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateFound;
import dev.pinwheel.event.CandidateJudged;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.ProposalRefused;
import dev.pinwheel.event.Proposed;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Verdict;
import java.time.Duration;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** How long a new digest took to be proposed, by month and source. */
final class Pace implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            22,
            "pace",
            "How long does it take from the first sight of a digest to its proposal, by repository and month?",
            List.of("month", "source", "proposals", "mean_hours", "median_hours", "p90_hours"),
            "until the merge, and the age of pins since their publication: waits for rotation.merged",
            Pace::new);

    private record Cell(YearMonth month, String source) implements Comparable<Cell> {

        @Override
        public int compareTo(Cell other) {
            var byMonth = month.compareTo(other.month);
            return byMonth == 0 ? source.compareTo(other.source) : byMonth;
        }
    }

    private final Asked asked;
    private final Answer answer;
    private final Map<String, Instant> firstSeen = new HashMap<>();
    private final Map<Cell, List<Long>> hours = new TreeMap<>();

    private Pace(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateFound found) {
            firstSeen.put(found.attempt().key(), found.firstSeen());
        } else if (fact.event() instanceof Proposed proposed) {
            proposed(proposed);
        } else if (fact.event() instanceof CandidateJudged judged && judged.verdict() != Verdict.ACCEPTED) {
            firstSeen.remove(judged.attempt().key());
        } else if (fact.event() instanceof ProposalRefused refused) {
            firstSeen.remove(refused.attempt().key());
        }
    }

    private void proposed(Proposed proposed) {
        var candidate = proposed.attempt().candidate();
        var seen = Optional.ofNullable(firstSeen.remove(proposed.attempt().key()));
        if (asked.about(candidate.source(), candidate.watch())) {
            var month = YearMonth.from(proposed.at().atZone(ZoneOffset.UTC));
            seen.ifPresent(since -> hours.computeIfAbsent(
                            new Cell(month, candidate.source().name()), cell -> new ArrayList<>())
                    .add(Duration.between(since, proposed.at()).toHours()));
        }
    }

    @Override
    public void end() {
        hours.forEach((cell, taken) -> {
            Collections.sort(taken);
            var sum = taken.stream().mapToLong(Long::longValue).sum();
            answer.row(cell.month(), cell.source(), taken.size(), sum / taken.size(), at(taken, 50), at(taken, 90));
        });
    }

    /** The smallest value that this share of all does not exceed. */
    private static long at(List<Long> sorted, int percent) {
        return sorted.get((sorted.size() * percent + 99) / 100 - 1);
    }
}
