package dev.pinwheel.watch;

import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Watch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What has been looked at in a registry's rounds since the last one that was done: a line each, in a file of the
 * registry's own, for who goes on after this process has ended. It is only a hint: what it lacks is looked at once more.
 */
final class LookLog {

    /** The largest file that is read, in bytes; a larger one is no hint. */
    private static final long LONGEST = 32 << 20;

    private final Reporting reporting;
    private final RegistryHost host;
    private final Path file;
    private Optional<FileChannel> lines = Optional.empty();
    private Instant newest = Instant.MIN;
    private boolean isBroken;

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

    LookLog(Path directory, RegistryHost host, Reporting reporting) {
        this.reporting = reporting;
        this.host = host;
        this.file = directory.resolve("looked-" + host);
    }

    /** Reads what was noted in rounds that began since, oldest first; nothing where the clock was ahead then. */
    void since(Optional<Instant> done, Consumer<Line> reader) {
        var now = reporting.clock().instant();
        read(line -> Line.parse(line)
                .filter(noted -> done.isEmpty() || noted.started().isAfter(done.get()))
                .filter(noted -> !noted.started().isAfter(now))
                .ifPresent(reader));
    }

    private void read(Consumer<String> reader) {
        try {
            if (Files.exists(file) && Files.size(file) <= LONGEST) {
                try (var text = Files.newBufferedReader(file, StandardCharsets.ISO_8859_1)) {
                    for (var line = text.readLine(); line != null; line = text.readLine()) {
                        reader.accept(line);
                    }
                }
            }
        } catch (IOException e) {
            broken("read", e);
        }
    }

    /** Notes what was answered, after all that it says is recorded. */
    synchronized void add(Line line) {
        newest = line.started().isAfter(newest) ? line.started() : newest;
        try {
            open().write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.ISO_8859_1)));
            isBroken = false;
        } catch (IOException e) {
            broken("write to", e);
        }
    }

    private FileChannel open() throws IOException {
        if (lines.isEmpty()) {
            Files.createDirectories(file.toAbsolutePath().getParent());
            lines = Optional.of(FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND));
        }
        return lines.get();
    }

    /** Forgets what a round that began then looked at, which is in the ledger; what was looked at beside it stays. */
    synchronized void done(Instant round) {
        var beside = new ArrayList<Line>();
        if (newest.isAfter(round)) {
            since(Optional.of(round), beside::add);
        }
        forget();
        beside.forEach(this::add);
    }

    private void forget() {
        try {
            close();
            Files.deleteIfExists(file);
        } catch (IOException e) {
            broken("delete", e);
        }
    }

    private synchronized void broken(String tried, IOException reason) {
        if (!isBroken) {
            isBroken = true;
            var why = "tried to " + tried + " " + file + " but " + reason + "; should this process end now, tags of "
                    + host + " are looked at once more";
            reporting.tell().accept(new StepFailed(reporting.clock().instant(), "LookLog", host.toString(), why));
        }
    }

    private void close() throws IOException {
        if (lines.isPresent()) {
            lines.get().close();
            lines = Optional.empty();
        }
    }
}
