package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.ViewAgreed;
import dev.pinwheel.event.ViewSplit;
import dev.pinwheel.image.Watch;
import java.util.List;

/** Where a mirror showed another digest than its registry. */
final class Splits implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            15,
            "splits",
            "Did two vantage points or mirrors ever disagree?",
            List.of("image", "mirror", "kind", "upstream", "mirrored", "seen", "until", "reason", "entry"),
            "",
            Splits::new);

    private final Asked asked;
    private final Answer answer;
    private final Notes splits;

    private Splits(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.splits = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof ViewSplit split && (asked.about(split.watch()) || asked.about(split.mirror()))) {
            var key = key(split.watch(), split.mirror());
            ended(key, split.at().toString());
            splits.put(key, Noted.row(fact));
        } else if (fact.event() instanceof ViewAgreed agreed) {
            ended(key(agreed.watch(), agreed.mirror()), agreed.at().toString());
        }
    }

    private static List<String> key(Watch watch, Watch mirror) {
        return List.of(watch.toString(), mirror.toString());
    }

    private void ended(List<String> key, String until) {
        splits.find(key).ifPresent(row -> tell(row, until));
        splits.remove(key);
    }

    private void tell(List<String> row, String until) {
        var noted = Noted.read(row, ViewSplit.class);
        var split = noted.event();
        if (isAsked(split)) {
            answer.row(
                    split.watch(),
                    split.mirror(),
                    Words.of(split.kind()),
                    split.upstream(),
                    split.mirrored(),
                    split.at(),
                    until,
                    split.reason(),
                    noted.index());
        }
    }

    /** Tells of those that disagree still. */
    @Override
    public void end() {
        splits.each(Notes.ALL, (key, row) -> tell(row, ""));
    }

    private boolean isAsked(ViewSplit split) {
        return asked.digest()
                .map(digest -> digest.equals(split.upstream()) || digest.equals(split.mirrored()))
                .orElse(true);
    }
}
