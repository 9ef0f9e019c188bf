package dev.pinwheel.watch;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Predicate;

/** Has tags looked at in their mirrors, each mirror at its own pace: a slow one delays no round of a registry. */
final class Mirrors {

    private final Map<String, String> mirrors;
    private final Turns<Watch> turns;
    private final Views views;
    private final Reporting reporting;
    private final Map<RegistryHost, Visits> visits = new ConcurrentHashMap<>();
    private final Set<Watch> nameless = ConcurrentHashMap.newKeySet();

    /**
     * Mirrors by what they mirror: what is watched below a key is there below its value, too.
     *
     * @param turns one look at a time at each tag, be it looked at as a mirror or not
     */
    Mirrors(Map<String, String> mirrors, Turns<Watch> turns, Views views, Reporting reporting) {
        this.mirrors = Map.copyOf(mirrors);
        this.turns = turns;
        this.views = views;
        this.reporting = reporting;
    }

    /**
     * Has a tag that was seen just now looked at in each of its mirrors; what there is to record is told then, or where
     * many fail in one way, when they are awaited.
     */
    void look(Instant started, Watch watch) {
        mirrors.forEach((from, to) -> under(from, to, watch).ifPresent(mirror -> visits.computeIfAbsent(
                        mirror.repository().host(), unseen -> new Visits(turns, reporting))
                .add(mirror, () -> views.compare(started, watch, mirror))));
    }

    private Optional<Watch> under(String from, String to, Watch watch) {
        return name(from, to, watch).flatMap(name -> {
            try {
                return Optional.of(Watch.parse(name));
            } catch (IllegalArgumentException e) {
                tellNameless(watch, name, e);
                return Optional.empty();
            }
        });
    }

    private static Optional<String> name(String from, String to, Watch watch) {
        var repository = watch.repository().toString();
        return repository.equals(from) || repository.startsWith(from + "/")
                ? Optional.of(to + repository.substring(from.length()) + ":" + watch.tag())
                : Optional.empty();
    }

    private void tellNameless(Watch watch, String name, IllegalArgumentException reason) {
        if (nameless.add(watch)) {
            var why = "tried to look at " + watch + " in its mirror, as " + name + ", but " + Reason.of(reason);
            reporting.tell().accept(new StepFailed(reporting.clock().instant(), "Mirrors", watch.toString(), why));
        }
    }

    /** Whether a tag is looked at as the mirror of one of these. */
    boolean isMirror(Watch watch, Predicate<Watch> mirrored) {
        return mirrors.entrySet().stream().anyMatch(entry -> name(entry.getValue(), entry.getKey(), watch)
                .filter(name -> isAny(name, mirrored))
                .isPresent());
    }

    private static boolean isAny(String name, Predicate<Watch> watches) {
        try {
            return watches.test(Watch.parse(name));
        } catch (IllegalArgumentException nobodysName) {
            return false;
        }
    }

    /**
     * Waits until every mirror has been looked at, at most for so long, and tells of what many have in common; what failed
     * at one mirror is thrown after all others are done.
     */
    void await(long nanoseconds) {
        var end = System.nanoTime() + nanoseconds;
        var failures = new ArrayList<RuntimeException>();
        for (var each : visits.values()) {
            try {
                each.await(Math.max(0, end - System.nanoTime()));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }
}
