package dev.pinwheel.audit;

import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.image.Watch;
import java.util.List;

/**
 * Which digest each tag was last seen at. A look that finds nothing new leaves no entry of its own, but one for the
 * round of its registry: so the last round counts in which the tag did not fail. A failure that ended because nothing
 * pinned the tag any more says nothing of a digest: only one that is seen later does.
 */
final class TagDigests implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            1,
            "digest-at",
            "Which digest did a tag point to at a time, since when, and until which round of looks?",
            List.of("image", "digest", "seen", "first_seen", "entry", "last_round"),
            "by which vantage point: waits for observations of more than one",
            TagDigests::new);

    private static final String UNLISTED = "unlisted";

    private final Asked asked;
    private final Reports reports;
    private final Answer answer;
    private final Notes last;
    private final Notes first;
    private final Notes rounds;
    private final Notes failing;

    private TagDigests(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.reports = reports;
        this.answer = answer;
        this.last = reports.notes();
        this.first = reports.notes();
        this.rounds = reports.notes();
        this.failing = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            seen(seen, fact.index());
        } else if (fact.event() instanceof RegistryLooked round) {
            rounds.put(List.of(round.host().name()), List.of(round.at().toString()));
        } else if (fact.event() instanceof LookFailed failed) {
            fails(failed.watch());
        } else if (fact.event() instanceof LookRecovered recovered) {
            recovers(recovered.watch());
        } else if (fact.event() instanceof RegistryOutage outage && !outage.isUnpinned()) {
            reports.tags(outage.list())
                    .ifPresentOrElse(
                            tags -> tags.forEach(outage.over() ? this::recovers : this::fails), () -> unlisted(outage));
        }
    }

    private void fails(Watch watch) {
        var key = List.of(watch.toString());
        if (failing.find(key).isEmpty()) {
            failing.put(key, List.of(round(watch)));
        }
    }

    private void recovers(Watch watch) {
        failing.remove(List.of(watch.toString()));
        failing.remove(List.of(watch.repository().host().name(), UNLISTED));
    }

    /** Any tag of the host may be meant, so what was known of it before is all that is known. */
    private void unlisted(RegistryOutage outage) {
        var host = outage.host().name();
        if (outage.over()) {
            failing.remove(List.of(host, UNLISTED));
        } else {
            failing.put(List.of(host, UNLISTED), rounds.find(List.of(host)).orElse(List.of("")));
        }
    }

    private List<String> lastRound(List<String> watch) {
        var host = Watch.parse(watch.getFirst()).repository().host().name();
        return failing.find(watch)
                .or(() -> failing.find(List.of(host, UNLISTED)))
                .orElseGet(() -> List.of(round(Watch.parse(watch.getFirst()))));
    }

    private void seen(DigestObserved seen, long entry) {
        var watch = seen.watch().toString();
        var digest = seen.digest().toString();
        var at = seen.at().toString();
        var known = first.find(List.of(watch, digest));
        failing.remove(List.of(watch));
        if (known.isEmpty()) {
            first.put(List.of(watch, digest), List.of(at));
        }
        last.put(List.of(watch), List.of(digest, at, known.orElse(List.of(at)).getFirst(), String.valueOf(entry)));
    }

    /** When the last round at a tag's registry ended; nothing where there was none. */
    private String round(Watch watch) {
        return rounds.find(List.of(watch.repository().host().name()))
                .map(List::getFirst)
                .orElse("");
    }

    @Override
    public void end() {
        last.each(Notes.ALL, (watch, row) -> {
            var round = lastRound(watch).getFirst();
            answer.row(watch.getFirst(), row.get(0), row.get(1), row.get(2), row.get(3), round);
        });
    }
}
