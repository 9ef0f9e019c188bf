package dev.pinwheel.watch;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
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
    private final Map<Watch, Optional<Digest>> answers = new ConcurrentHashMap<>();
    private final AtomicInteger moved = new AtomicInteger();
    private final AtomicInteger pins = new AtomicInteger();
    private final AtomicInteger vanished = new AtomicInteger();

    HostRound(Watched watched, CycleStarted cycle, RegistryHost host, Pinnings pinnings) {
        this.watched = watched;
        this.cycle = cycle;
        this.host = host;
        this.pinnings = pinnings;
        this.since = watched.rounds().of(host);
    }

    /** Does all of it, and says so. */
    RegistryLooked run() {
        var watches = pinnings.of(host);
        gap(watches).ifPresent(watched.tell());
        Fanning.over(watches, AT_ONCE, this::look);
        var failed = answers.values().stream().filter(Optional::isEmpty).count();
        var looked = new RegistryLooked(
                watched.clock().instant(),
                cycle.at(),
                host,
                answers.size(),
                moved.get(),
                (int) failed,
                pins.get(),
                vanished.get(),
                answers(watches));
        watched.tell().accept(looked);
        watched.rounds().done(looked);
        return looked;
    }

    private Optional<Event> gap(List<Watch> watches) {
        return since.filter(from -> from.plus(watched.timetable().longest()).isBefore(cycle.at()))
                .map(from -> new GapDeclared(
                        watched.clock().instant(),
                        host,
                        from,
                        cycle.at(),
                        watches.stream()
                                .mapToLong(watch -> watched.looks(watch, from, cycle.at()))
                                .sum()));
    }

    private void look(Watch watch) {
        if (isDue(watch)) {
            var look = watched.look(cycle.at(), watch);
            answers.put(watch, look.digest());
            if (look.moved()) {
                moved.incrementAndGet();
            }
        }
        pinnings.pins(watch).stream().filter(this::isDue).forEach(this::check);
        pinnings.of(watch).forEach(source -> watched.acting().act(source, watch));
    }

    private boolean isDue(Watch watch) {
        return switch (cycle.scope()) {
            case ALL -> true;
            case DUE ->
                since.isEmpty()
                        || watched.isNew(watch)
                        || watched.rounds().isAsked(watch)
                        || watched.looks(watch, since.get(), cycle.at()) > 0;
        };
    }

    /** The first round does not check all pins at once: their checks begin at the moments that each has. */
    private boolean isDue(Pin pin) {
        var timetable = watched.timetable();
        var from = since.orElseGet(() -> cycle.at().minus(timetable.shortest()));
        return watched.liveness().isVanished(pin) || timetable.checks(pin.toString(), from, cycle.at()) > 0;
    }

    private void check(Pin pin) {
        pins.incrementAndGet();
        watched.liveness().check(pin).ifPresent(watched.tell());
        if (watched.liveness().isVanished(pin)) {
            vanished.incrementAndGet();
        }
    }

    /** The hash over all answers, as {@link RegistryLooked} defines it. */
    private Digest answers(List<Watch> watches) {
        var hasher = Digest.hasher("sha256");
        for (var watch : watches) {
            var answer = answers.get(watch);
            if (answer != null) {
                var line = watch + " " + answer.map(Digest::toString).orElse("-") + "\n";
                hasher.update(line.getBytes(StandardCharsets.UTF_8));
            }
        }
        return new Digest("sha256", HexFormat.of().formatHex(hasher.digest()));
    }
}
