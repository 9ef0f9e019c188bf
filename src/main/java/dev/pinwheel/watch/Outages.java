package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryOutage;
import dev.pinwheel.event.WatchEnded;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Tells what looks find: of the tags that begin to give no digest, give one again, or are pinned no more, the first few each
 * by itself, and all others in one entry for each registry and kind of failure in the end.
 */
final class Outages {

    /** How many of a kind are told each by itself. */
    private static final int EACH = 10;

    private final Reporting reporting;
    private final Instant started;
    private final Map<Kind, Told> kinds = new LinkedHashMap<>();

    /** What is told of together; {@code outcome} is as {@link RegistryOutage} has it. */
    private record Kind(RegistryHost host, String outcome) {

        boolean isOver() {
            return outcome.isEmpty() || outcome.equals(RegistryOutage.UNPINNED);
        }
    }

    /** How many were told by themselves, and who is left, the first with its reason. */
    private static final class Told {

        private int each;
        private String reason = "";
        private final Map<Watch, Event> left = new LinkedHashMap<>();
    }

    Outages(Reporting reporting, Instant started) {
        this.reporting = reporting;
        this.started = started;
    }

    /** Tells of it, now or in the end; whether it was now. */
    boolean tell(Event event) {
        var isToldLater =
                switch (event) {
                    case LookFailed failed -> isLeft(failed, failed.watch(), failed.outcome(), failed.reason());
                    case LookRecovered back -> isLeft(back, back.watch(), "", "");
                    case WatchEnded end -> isLeft(end, end.watch(), RegistryOutage.UNPINNED, "");
                    default -> false;
                };
        if (!isToldLater) {
            reporting.tell().accept(event);
        }
        return !isToldLater;
    }

    private synchronized boolean isLeft(Event event, Watch watch, String outcome, String reason) {
        var told = kinds.computeIfAbsent(new Kind(watch.repository().host(), outcome), unseen -> new Told());
        if (told.each < EACH) {
            told.each++;
            return false;
        }
        told.reason = told.left.isEmpty() ? reason : told.reason;
        told.left.put(watch, event);
        return true;
    }

    /** Tells of all that are left; what cannot be told is news again the next time. */
    synchronized void end() {
        var failures = new ArrayList<RuntimeException>();
        kinds.forEach((kind, told) -> {
            try {
                end(kind, told);
            } catch (RuntimeException e) {
                told.left.values().forEach(reporting.failures()::untold);
                failures.add(e);
            }
        });
        kinds.clear();
        if (!failures.isEmpty()) {
            throw failures.getFirst();
        }
    }

    private void end(Kind kind, Told told) {
        if (!told.left.isEmpty()) {
            reporting.tell().accept(outage(kind, told));
        }
    }

    private RegistryOutage outage(Kind kind, Told told) {
        return new RegistryOutage(
                reporting.clock().instant(),
                started,
                kind.host(),
                kind.isOver(),
                told.left.size(),
                kind.outcome(),
                told.reason,
                reporting.lists().write(told.left.keySet()));
    }
}
