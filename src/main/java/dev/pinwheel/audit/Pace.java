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
import java.util.List;

/** How long a new digest took to be proposed, by month and source. */
final class Pace implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            22,
            "pace",
            "How long does it take from the first sight of a digest to its proposal, by repository and month?",
            List.of("month", "source", "proposals", "mean_hours", "median_hours", "p90_hours"),
            "until the merge, and the age of pins since their publication: waits for rotation.merged",
            Pace::new);

    private final Asked asked;
    private final Answer answer;
    private final Notes firstSeen;
    private final Notes cells;
    private final Notes hours;

    private Pace(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.firstSeen = reports.notes();
        this.cells = reports.notes();
        this.hours = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof CandidateFound found) {
            firstSeen.put(
                    List.of(found.attempt().key()), List.of(found.firstSeen().toString()));
        } else if (fact.event() instanceof Proposed proposed) {
            proposed(proposed);
        } else if (fact.event() instanceof CandidateJudged judged && judged.verdict() != Verdict.ACCEPTED) {
            firstSeen.remove(List.of(judged.attempt().key()));
        } else if (fact.event() instanceof ProposalRefused refused) {
            firstSeen.remove(List.of(refused.attempt().key()));
        }
    }

    private void proposed(Proposed proposed) {
        var candidate = proposed.attempt().candidate();
        var key = List.of(proposed.attempt().key());
        var seen = firstSeen.find(key).map(row -> Instant.parse(row.getFirst()));
        firstSeen.remove(key);
        if (asked.about(candidate.source(), candidate.watch())) {
            var month = YearMonth.from(proposed.at().atZone(ZoneOffset.UTC)).toString();
            var source = candidate.source().name();
            seen.map(since -> Math.max(0, Duration.between(since, proposed.at()).toHours()))
                    .ifPresent(taken -> count(month, source, taken));
        }
    }

    private void count(String month, String source, long taken) {
        add(cells, List.of(month, source), List.of(1L, taken));
        add(hours, List.of(month, source, "%019d".formatted(taken)), List.of(1L));
    }

    private static void add(Notes sums, List<String> key, List<Long> amounts) {
        var before = sums.find(key);
        var after = new ArrayList<String>();
        for (var place = 0; place < amounts.size(); place++) {
            var known = before.isEmpty() ? 0 : Long.parseLong(before.get().get(place));
            after.add(String.valueOf(known + amounts.get(place)));
        }
        sums.put(key, after);
    }

    @Override
    public void end() {
        cells.sorted(Notes.ALL, (cell, sums) -> {
            var count = Long.parseLong(sums.get(0));
            var mean = Long.parseLong(sums.get(1)) / count;
            answer.row(cell.get(0), cell.get(1), count, mean, at(cell, 50, count), at(cell, 90, count));
        });
    }

    /** The smallest number of hours that this share of all does not exceed. */
    private long at(List<String> cell, int percent, long count) {
        var wanted = (count * percent + 99) / 100;
        var passed = new long[2];
        hours.sorted(cell, (key, row) -> {
            if (passed[0] < wanted) {
                passed[0] += Long.parseLong(row.getFirst());
                passed[1] = Long.parseLong(key.get(2));
            }
        });
        return passed[1];
    }
}
