package dev.pinwheel.audit;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.SourceRead;
import java.time.Instant;
import java.util.List;

/** The newest reading of each source that is asked for, and the places in it. */
final class NewestReadings {

    private final Asked asked;
    private final Reports reports;
    private final Notes newest;
    private Instant heard = Instant.EPOCH;

    NewestReadings(Asked asked, Reports reports) {
        this.asked = asked;
        this.reports = reports;
        this.newest = reports.notes();
    }

    /** Hears what they say. */
    interface Listener {

        /** One place that is asked for; it may have no digest. */
        void place(Recorded<SourceRead> read, PinnedPlace place);

        /** What a reading found is not known. */
        void unknown(Recorded<SourceRead> read, String reason);
    }

    void hear(Recorded<Event> fact) {
        var at = fact.event().at();
        heard = at.isAfter(heard) ? at : heard;
        if (fact.event() instanceof SourceRead read && asked.about(read.source())) {
            newest.put(List.of(read.source().name()), Noted.row(fact));
        }
    }

    /** The time that is asked about; without one, that of the newest fact. */
    Instant present() {
        return asked.asOf().orElse(heard);
    }

    void tell(Listener listener) {
        newest.each(Notes.ALL, (source, row) -> tell(Noted.read(row, SourceRead.class), listener));
    }

    private void tell(Recorded<SourceRead> read, Listener listener) {
        var report = read.event().report();
        reports.pins(report)
                .ifPresentOrElse(
                        places -> places.stream()
                                .filter(place -> place.isAsked(asked))
                                .forEach(place -> listener.place(read, place)),
                        () -> listener.unknown(read, reports.whyNot(report)));
    }
}
