package dev.pinwheel.audit;

import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.CandidateScanned;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Scan;
import java.util.ArrayList;
import java.util.List;

/** Where a tag went back, lost platforms, vanished, or moved to another release of a distribution. */
final class Drifts implements Inquiry {

    static final Question.Answered QUESTION = new Question.Answered(
            13,
            "drifts",
            "Did a tag go back to an older digest, lose a platform, vanish, or cross a distribution's release?",
            List.of("change", "image", "digest", "from", "seen", "detail", "entry"),
            "a changed user or entrypoint: waits for facts about images' configs",
            Drifts::new);

    private final Asked asked;
    private final Answer answer;
    private final Notes first;
    private final Notes told;

    private Drifts(Asked asked, Reports reports, Answer answer) {
        this.asked = asked;
        this.answer = answer;
        this.first = reports.notes();
        this.told = reports.notes();
    }

    @Override
    public void hear(Recorded<Event> fact) {
        if (fact.event() instanceof DigestObserved seen && asked.about(seen.watch())) {
            observed(seen, fact.index());
        } else if (fact.event() instanceof CandidateHeld held
                && asked.about(held.candidate().watch())) {
            held(held, fact.index());
        } else if (fact.event() instanceof PinVanished gone && asked.about(gone.watch())) {
            var what = gone.missing().isEmpty() ? "vanished" : "platforms vanished";
            var detail = (gone.missing().isEmpty() ? "" : Words.of(gone.missing()) + ": ") + gone.reason();
            answer.row(what, gone.watch(), gone.digest(), "", gone.at(), detail, fact.index());
        } else if (fact.event() instanceof CandidateScanned scanned && scanned.scan() instanceof Scan.Compared scan) {
            scanned(scanned, scan, fact.index());
        }
    }

    private void observed(DigestObserved seen, long entry) {
        var key = List.of(seen.watch().toString(), seen.digest().toString());
        var before = first.find(key);
        if (before.isEmpty()) {
            first.put(key, List.of(String.valueOf(entry)));
            return;
        }
        var from = seen.previous().map(previous -> previous.digest().toString()).orElse("");
        var detail = "first seen by entry " + before.get().getFirst();
        answer.row("went back", seen.watch(), seen.digest(), from, seen.at(), detail, entry);
    }

    /** A candidate is held for each source that pins its tag; the tag lost the platform once. */
    private void held(CandidateHeld held, long entry) {
        var candidate = held.candidate();
        switch (held.kind()) {
            case UNSETTLED, PLATFORM ->
                once(
                        List.of(
                                "platforms missing",
                                candidate.watch().toString(),
                                candidate.digest().toString()),
                        List.of(Words.of(candidate.pinned()), held.at().toString(), held.reason()),
                        entry);
            case UNREADABLE, UNPULLABLE -> {}
        }
    }

    private void scanned(CandidateScanned scanned, Scan.Compared scan, long entry) {
        var candidate = scanned.attempt().candidate();
        var releases = Releases.of(candidate, scan);
        if (asked.about(candidate.watch())
                && releases.areKnown()
                && !releases.left().isEmpty()) {
            var detail = String.join(", ", releases.left()) + " to " + releases.candidate();
            once(
                    List.of(
                            "another release",
                            candidate.watch().toString(),
                            candidate.digest().toString()),
                    List.of(Words.of(candidate.pinned()), scanned.at().toString(), detail),
                    entry);
        }
    }

    private void once(List<String> what, List<String> how, long entry) {
        var key = new ArrayList<>(what);
        key.add(how.getFirst());
        if (told.find(key).isEmpty()) {
            told.put(key, List.of());
            answer.row(what.get(0), what.get(1), what.get(2), how.get(0), how.get(1), how.get(2), entry);
        }
    }
}
