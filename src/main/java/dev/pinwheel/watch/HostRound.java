package dev.pinwheel.watch;

import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** One registry's part of a cycle: its tags that are due are looked at, and every pin of its tags is planned for. */
final class HostRound {

    /** How many tags are worked on at once; the registry's own limit is kept by its client. */
    private static final int AT_ONCE = 256;

    private final Watched watched;
    private final CycleStarted cycle;
    private final RegistryHost host;
    private final Pinnings pinnings;
    private final Optional<Instant> since;
    private final Optional<Instant> ahead;
    private final Optional<List<Watch>> last;
    private final Set<Watch> added;
    private final LookLog log;
    private final Earlier before;
    private final Answers answers = new Answers();
    private final List<LookAsked> asks;
    private final Outages outages;
    private final AtomicInteger moved = new AtomicInteger();
    private final AtomicInteger pins = new AtomicInteger();
    private final AtomicInteger vanished = new AtomicInteger();

    HostRound(Watched watched, CycleStarted cycle, RegistryHost host, Pinnings pinnings) {
        this.watched = watched;
        this.cycle = cycle;
        this.host = host;
        this.pinnings = pinnings;
        this.since = watched.rounds().of(host).filter(round -> !round.isAfter(cycle.at()));
        this.ahead = watched.rounds().ahead(host);
        this.last = watched.rounds().roster().last(host);
        this.added = watched.rounds().roster().added(host, pinnings.of(host));
        this.asks = watched.rounds().asks().of(host).stream()
                .filter(ask -> ask.isDue(cycle.at()))
                .toList();
        this.log = watched.logs().of(host);
        this.before = new Earlier(pinnings, watched::last);
        log.since(since, before::add);
        this.outages = watched.reporting().outages(cycle.at());
    }

    /** Does all of it, and says so. */
    RegistryLooked run() {
        var watches = pinnings.of(host);
        ahead.map(round -> new ClockStepped(watched.clock().instant(), host, round))
                .ifPresent(watched.tell());
        gap(watches).ifPresent(watched.tell());
        try {
            Fanning.over(watches, AT_ONCE, this::look);
        } finally {
            outages.end();
        }
        var looked = new RegistryLooked(
                watched.clock().instant(),
                cycle.at(),
                host,
                answers.looked(),
                moved.get(),
                answers.failed(),
                pins.get(),
                vanished.get(),
                answers.hash(watches));
        watched.tell().accept(looked);
        watched.rounds().done(looked, asks);
        watched.rounds().roster().done(host, watches);
        log.done(cycle.at());
        return looked;
    }

    /** What nobody pinned then did not fall due; of the tags before a restart, those that were seen are known. */
    private Optional<Event> gap(List<Watch> watches) {
        var then = last.orElse(watches);
        return since.filter(from -> !then.isEmpty())
                .filter(from -> from.plus(watched.timetable().longest()).isBefore(cycle.at()))
                .map(from -> new GapDeclared(
                        watched.clock().instant(),
                        host,
                        from,
                        cycle.at(),
                        then.stream()
                                .filter(watch -> !watched.isNew(watch))
                                .mapToLong(watch -> watched.looks(watch, from, cycle.at()))
                                .sum()));
    }

    private void look(Watch watch) {
        if (isDue(watch)) {
            lookNow(watch);
        } else {
            before.of(watch)
                    .flatMap(started -> watched.last(watch))
                    .ifPresent(digest -> answers.add(watch, Optional.of(pinnings.same(watch, digest))));
        }
        var now = watched.reading().pinnings();
        for (var pin : now.pins(watch)) {
            if (isDue(pin)) {
                check(pin);
            } else if (before.of(pin).isPresent()) {
                pins.incrementAndGet();
            }
        }
        now.of(watch).forEach(source -> watched.act(source.source(), watch, () -> lookNow(watch)));
    }

    private Look lookNow(Watch watch) {
        var look = watched.look(cycle.at(), watch, outages::tell);
        answers.add(watch, look.digest().map(digest -> pinnings.same(watch, digest)));
        if (look.moved()) {
            moved.incrementAndGet();
        }
        return look;
    }

    private boolean isDue(Watch watch) {
        var from = before.of(watch).or(() -> since);
        return switch (cycle.scope()) {
            case ALL -> true;
            case DUE ->
                from.isEmpty()
                        || watched.isNew(watch)
                        || (added.contains(watch) && before.of(watch).isEmpty())
                        || isAsked(watch)
                        || watched.looks(watch, from.get(), cycle.at()) > 0;
        };
    }

    /** Whether somebody asks for a tag, and no earlier round looked at it when that was due. */
    private boolean isAsked(Watch watch) {
        var look = before.of(watch);
        return asks.stream()
                .filter(ask -> look.isEmpty() || !ask.isDue(look.get()))
                .anyMatch(ask -> ask.concerns(watch));
    }

    /** The first round does not check all pins at once: their checks begin at the moments that each has. */
    private boolean isDue(Pin pin) {
        var timetable = watched.timetable();
        var from = before.of(pin).or(() -> since).orElseGet(() -> cycle.at().minus(timetable.shortest()));
        var isScheduled = timetable.checks(pin.toString(), from, cycle.at()) > 0;
        return watched.liveness().isDue(pin, isScheduled, watched.clock().instant());
    }

    private void check(Pin pin) {
        var check = watched.liveness().check(pin, watched.clock().instant());
        check.news().forEach(watched.tell());
        if (check.isAnswered()) {
            pins.incrementAndGet();
            if (watched.liveness().isVanished(pin)) {
                vanished.incrementAndGet();
            } else {
                watched.checked(cycle.at(), pin);
            }
        }
    }
}
