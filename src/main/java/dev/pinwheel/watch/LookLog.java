package dev.pinwheel.watch;

import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/**
 * What has been looked at in a registry's rounds since the last one that was done: a line each, for who goes on after
 * this process has ended. It is only a hint: what it lacks is looked at once more.
 */
final class LookLog {

    private final LookLines lines;
    private final RegistryHost host;
    private final Reporting reporting;
    private final AtomicBoolean isBroken = new AtomicBoolean();
    private Instant newest = Instant.MIN;

    /** What was done to a tag, or to a pin. */
    enum Done {
        LOOKED,
        CHECKED
    }

    /** What was done in a round that began then, and the digest that was seen. */
    record Line(Instant started, Done done, Pin pin) {

        /** A line as it is written; empty where it is not one, such as one that was not written to its end. */
        static Optional<Line> parse(String text) {
            var parts = text.split(" ", -1);
            var at = parts[parts.length - 1].lastIndexOf('@');
            if (parts.length != 3 || at < 0) {
                return Optional.empty();
            }
            try {
                var pin = new Pin(Watch.parse(parts[2].substring(0, at)), Digest.parse(parts[2].substring(at + 1)));
                return Optional.of(new Line(Instant.parse(parts[0]), Done.valueOf(parts[1]), pin));
            } catch (DateTimeException | IllegalArgumentException e) {
                return Optional.empty();
            }
        }

        @Override
        public String toString() {
            return started + " " + done + " " + pin;
        }
    }

    LookLog(LookLines lines, RegistryHost host, Reporting reporting) {
        this.lines = lines;
        this.host = host;
        this.reporting = reporting;
    }

    /** Reads what was noted in rounds that began since, oldest first; nothing where the clock was ahead then. */
    void since(Optional<Instant> done, Consumer<Line> reader) {
        var now = reporting.clock().instant();
        try {
            lines.read(host, line -> Line.parse(line)
                    .filter(noted -> done.isEmpty() || noted.started().isAfter(done.get()))
                    .filter(noted -> !noted.started().isAfter(now))
                    .ifPresent(reader));
        } catch (IOException e) {
            broken(e);
        }
    }

    /** Notes what was answered, after all that it says is recorded. */
    void add(Line line) {
        noted(line.started());
        try {
            var text = line.toString();
            if (text.length() <= LookLines.LONGEST) {
                lines.add(host, text);
            }
            isBroken.set(false);
        } catch (IOException e) {
            broken(e);
        }
    }

    /** Forgets what a round that began then looked at, which is in the ledger; what was looked at beside it stays. */
    void done(Instant round) {
        var beside = new ArrayList<Line>();
        if (isNotedAfter(round)) {
            since(Optional.of(round), beside::add);
        }
        forget();
        beside.forEach(this::add);
    }

    private synchronized void noted(Instant started) {
        newest = started.isAfter(newest) ? started : newest;
    }

    private synchronized boolean isNotedAfter(Instant round) {
        return newest.isAfter(round);
    }

    private void forget() {
        try {
            lines.delete(host);
        } catch (IOException e) {
            broken(e);
        }
    }

    private void broken(IOException reason) {
        if (!isBroken.getAndSet(true)) {
            var why =
                    reason.getMessage() + "; should this process end now, tags of " + host + " are looked at once more";
            reporting.tell().accept(new StepFailed(reporting.clock().instant(), "LookLog", host.toString(), why));
        }
    }
}
