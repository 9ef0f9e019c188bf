package dev.pinwheel.watch;

import dev.pinwheel.event.History;
import dev.pinwheel.event.Source;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Watch;
import dev.pinwheel.pin.PinReader;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.source.Sources;
import java.time.Clock;
import java.util.List;

/**
 * What a cycle works with.
 *
 * @param looked where it is noted what was looked at, until the round is recorded
 */
public record Watching(
        List<Source> watched,
        Sources sources,
        PinReader pins,
        Registry registry,
        History history,
        Evidence evidence,
        Rules rules,
        LookLines looked,
        Clock clock) {

    Cycle cycle(Acting.Telling telling) {
        var lists = new TagLists(evidence);
        var failures = new Failures(history, lists);
        var reporting = new Reporting(telling.tell(), failures, lists, clock);
        var vanished = new Vanished(history, clock);
        var kept = new KeptRegistry(registry, evidence, clock);
        var shapes = new Shapes(kept);
        var looking = new Looking(kept, history, failures, clock);
        var timetable = new Timetable(history, rules.intervals());
        var pulling = new Pulling(registry, shapes);
        var turns = new Turns<Watch>();
        var reading = new Reading(this);
        var strangers = new Strangers(history);
        var watched = new Watched(
                reading,
                strangers,
                turns,
                looking,
                new Mirrors(rules.mirrors(), turns, new Views(registry, history, looking, clock), reporting),
                new Liveness(pulling, vanished, new Unchecked(history), timetable.retries()),
                new Acting(
                        reading::now,
                        new Planning(
                                history,
                                choosing(new Pullable(pulling, rules.settling(), timetable, clock), shapes, vanished),
                                strangers,
                                rules.retry(),
                                clock),
                        telling,
                        clock),
                timetable,
                new LastRounds(history, clock),
                new LookLogs(looked, reporting),
                reporting);
        return new Cycle(watched, new HostRounds(watched, rules.intervals().patience()), telling.announce());
    }

    private Choosing choosing(Pullable pullable, Shapes shapes, Vanished vanished) {
        var settling = rules.settling();
        var maturity = new Maturity(history, settling, clock);
        var pinned = new PinnedShapes(shapes, history, vanished);
        var searching = new Searching(history, maturity, new Moves(shapes, settling), pinned, clock);
        return new Choosing(pullable, history, searching, maturity, clock);
    }
}
