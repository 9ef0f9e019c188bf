package dev.pinwheel.watch;

import dev.pinwheel.image.RegistryHost;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The lines of look logs in one file for each registry, for the next process that has the same directory. */
public final class FileLookLines implements LookLines {

    private static final Logger LOG = LoggerFactory.getLogger(FileLookLines.class);

    private final Path directory;
    private final long most;
    private final Map<RegistryHost, FileChannel> open = new HashMap<>();

    /** In this directory, which is made when there is something to keep. */
    public FileLookLines(Path directory) {
        this(directory, MOST);
    }

    /**
     * The same with files of other sizes.
     *
     * @param most the largest file, in bytes
     */
    FileLookLines(Path directory, long most) {
        this.directory = directory;
        this.most = most;
    }

    private Path file(RegistryHost host) {
        return directory.resolve("looked-" + host);
    }

    @Override
    public void read(RegistryHost host, Consumer<String> reader) throws IOException {
        var file = file(host);
        try {
            if (Files.exists(file)) {
                checkSize(Files.size(file));
                try (var bytes = new BufferedInputStream(Files.newInputStream(file))) {
                    read(bytes, reader);
                }
            }
        } catch (IOException e) {
            throw new IOException("tried to read " + file + " but " + e, e);
        }
    }

    private void checkSize(long size) throws IOException {
        if (size > most) {
            throw new IOException("it has " + size + " bytes, more than " + most);
        }
    }

    /** Whatever is in the file, no more than the longest line is held. */
    private static void read(InputStream bytes, Consumer<String> reader) throws IOException {
        var line = ByteBuffer.allocate(LONGEST);
        var isTooLong = false;
        for (var next = bytes.read(); next >= 0; next = bytes.read()) {
            if (next != '\n') {
                isTooLong = isTooLong || !line.hasRemaining();
                if (!isTooLong) {
                    line.put((byte) next);
                }
                continue;
            }
            if (!isTooLong) {
                reader.accept(new String(line.array(), 0, line.position(), StandardCharsets.ISO_8859_1));
            }
            line.clear();
            isTooLong = false;
        }
    }

    @Override
    public synchronized void add(RegistryHost host, String line) throws IOException {
        try {
            var channel = channel(host);
            checkSize(channel.size() + line.length() + 1);
            channel.write(ByteBuffer.wrap((line + "\n").getBytes(StandardCharsets.ISO_8859_1)));
        } catch (IOException e) {
            throw new IOException("tried to write to " + file(host) + " but " + e, e);
        }
    }

    private FileChannel channel(RegistryHost host) throws IOException {
        var channel = open.get(host);
        if (channel == null) {
            Files.createDirectories(directory.toAbsolutePath());
            channel = FileChannel.open(file(host), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            open.put(host, channel);
        }
        return channel;
    }

    @Override
    public synchronized void delete(RegistryHost host) throws IOException {
        try {
            if (open.containsKey(host)) {
                Objects.requireNonNull(open.remove(host)).close();
            }
            Files.deleteIfExists(file(host));
        } catch (IOException e) {
            throw new IOException("tried to delete " + file(host) + " but " + e, e);
        }
    }

    @Override
    public synchronized void close() {
        for (var channel : open.values()) {
            try {
                channel.close();
            } catch (IOException e) {
                LOG.warn("tried to close a look log in {} but {}", directory, e.toString());
            }
        }
        open.clear();
    }
}
