package dev.pinwheel.audit.bundle;

import java.io.BufferedOutputStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A zip file while it is written. All members have one time, so that the same members make the same bytes.
 * What is opened as one of several waits in files beside the zip file until all of them are written.
 */
final class ZipMembers implements Members, AutoCloseable {

    /** The first time that a zip file has without a time zone: what is not after 1980 began is written twice. */
    static final LocalDateTime TIME = LocalDateTime.of(1980, 1, 1, 0, 0, 2);

    private final Path file;
    private final Path waiting;
    private final Counted counted;
    private final ZipOutputStream zip;
    private final Map<String, Path> files = new LinkedHashMap<>();

    /** Writes this file, and waiting members below this directory. */
    ZipMembers(Path file, Path waiting) throws IOException {
        this.file = file;
        this.waiting = waiting;
        this.counted = new Counted(new BufferedOutputStream(Files.newOutputStream(file)));
        this.zip = new ZipOutputStream(counted);
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

    /** Adds a member that is this text. */
    void add(String name, String text) throws IOException {
        try (var content = next(name)) {
            content.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Where in the file the content begins of a member that was just begun. */
    long position() {
        return counted.length;
    }

    /** The content of a member that has ended, and began at this position. */
    byte[] content(long position, int size) throws IOException {
        counted.flush();
        var inflater = new Inflater(true);
        try (var written = new RandomAccessFile(file.toFile(), "r");
                var content = new InflaterInputStream(
                        Channels.newInputStream(written.getChannel().position(position)), inflater)) {
            return content.readNBytes(size);
        } finally {
            inflater.end();
        }
    }

    @Override
    public OutputStream open(String name) throws IOException {
        var draft = waiting.resolve("member-" + files.size());
        files.put(name, draft);
        return new BufferedOutputStream(Files.newOutputStream(draft));
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

    /** Counts what is written. */
    private static final class Counted extends FilterOutputStream {

        private long length;

        Counted(OutputStream file) {
            super(file);
        }

        @Override
        public void write(int octet) throws IOException {
            out.write(octet);
            length++;
        }

        @Override
        public void write(byte[] bytes, int offset, int count) throws IOException {
            out.write(bytes, offset, count);
            length += count;
        }
    }
}
