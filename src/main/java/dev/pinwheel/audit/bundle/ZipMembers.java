package dev.pinwheel.audit.bundle;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file while it is written. All members have one time, so that the same members make the same bytes.
 * What is opened as one of several waits in files beside the zip file until all of them are written.
 */
final class ZipMembers implements Members, AutoCloseable {

    /** The first time that a zip file has without a time zone: what is not after 1980 began is written twice. */
    static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    private final Path waiting;
    private final ZipOutputStream zip;
    private final Map<String, Path> files = new LinkedHashMap<>();

    /** Writes this file, and waiting members below this directory. */
    ZipMembers(Path file, Path waiting) throws IOException {
        this.waiting = waiting;
        this.zip = new ZipOutputStream(new BufferedOutputStream(Files.newOutputStream(file)));
    }

    /** Begins the next member of the file; it ends when the next begins. */
    OutputStream next(String name) throws IOException {
        var entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        zip.putNextEntry(entry);
        return new FilterOutputStream(zip) {

            @Override
            public void write(byte[] bytes, int offset, int length) throws IOException {
                zip.write(bytes, offset, length);
            }

            @Override
            public void close() throws IOException {
                zip.closeEntry();
            }
        };
    }

    @Override
    public OutputStream open(String name) throws IOException {
        var file = waiting.resolve("member-" + files.size());
        files.put(name, file);
        return new BufferedOutputStream(Files.newOutputStream(file));
    }

    /** Adds the waiting members, in the order in which they were opened, and ends the file. */
    void end() throws IOException {
        for (var member : files.entrySet()) {
            try (var content = next(member.getKey())) {
                Files.copy(member.getValue(), content);
            }
        }
        zip.finish();
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
