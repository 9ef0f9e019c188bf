package dev.pinwheel.watch;

import dev.pinwheel.event.StepFailed;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What has been looked at in a registry's rounds since the last one that was done: a line each, in a file of the
 * registry's own, for who goes on after this process has ended. It is only a hint: what it lacks is looked at once more.
 */
final class LookLog {

    /** The largest file that is read, in bytes; a larger one is no hint. */
    private static final long LONGEST = 64 << 20;

    private final Reporting reporting;
    private final RegistryHost host;
    private final Path file;
    private Optional<FileChannel> lines = Optional.empty();
    private boolean isBroken;

    /** A look of an earlier round that began then, and what was seen. */
    record Line(Instant started, Digest digest) {}

    LookLog(Path directory, RegistryHost host, Reporting reporting) {
        this.reporting = reporting;
        this.host = host;
        this.file = directory.resolve("looked-" + host);
    }

    /** What was looked at, by its name, in rounds that began since; nothing where the clock was ahead then. */
    Map<String, Line> since(Optional<Instant> done) {
        var looked = new HashMap<String, Line>();
        var now = reporting.clock().instant();
        for (var line : text().split("\n", -1)) {
            var parts = line.split(" ", -1);
            var read = parts.length == 3 ? parsed(parts[0], parts[1]) : Optional.<Line>empty();
            read.filter(look -> done.isEmpty() || look.started().isAfter(done.get()))
                    .filter(look -> !look.started().isAfter(now))
                    .ifPresent(look -> looked.put(parts[2], look));
        }
        return looked;
    }

    private static Optional<Line> parsed(String started, String digest) {
        try {
            return Optional.of(new Line(Instant.parse(started), Digest.parse(digest)));
        } catch (DateTimeException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** All lines that have been written to their end. */
    private String text() {
        try {
            if (!Files.exists(file) || Files.size(file) > LONGEST) {
                return "";
            }
            var text = Files.readString(file, StandardCharsets.ISO_8859_1);
            return text.substring(0, text.lastIndexOf('\n') + 1);
        } catch (IOException e) {
            broken("read", e);
            return "";
        }
    }

    /** Notes a look that was answered, after all that it found is recorded. */
    synchronized void looked(Instant started, Object name, Digest digest) {
        try {
            var line = started + " " + digest + " " + name + "\n";
            open().write(ByteBuffer.wrap(line.getBytes(StandardCharsets.ISO_8859_1)));
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

    /** Forgets all of it: what was looked at is in the ledger. */
    synchronized void done() {
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
