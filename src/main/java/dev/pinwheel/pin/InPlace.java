package dev.pinwheel.pin;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;

/** Gives files of a directory new content: all of it is on the disk before the first file is replaced. */
public final class InPlace {

    private InPlace() {}

    /**
     * Replaces each file at once; its permissions and owner stay.
     *
     * @param contents the whole new content of each file, by path from the root
     * @throws IOException if the new contents cannot be written, and then no file is replaced; or if a
     *     file cannot be replaced, and then the message names it
     */
    public static void write(Path root, Map<String, byte[]> contents) throws IOException {
        var written = new LinkedHashMap<Path, Path>();
        try {
            for (var file : contents.entrySet()) {
                var target = root.resolve(file.getKey());
                var beside = Files.createTempFile(target.toAbsolutePath().getParent(), ".pinwheel-", ".tmp");
                written.put(beside, target);
                fill(beside, target, file.getValue());
            }
            for (var each : written.entrySet()) {
                Files.move(each.getKey(), each.getValue(), StandardCopyOption.ATOMIC_MOVE);
            }
        } finally {
            for (var beside : written.keySet()) {
                Files.deleteIfExists(beside);
            }
        }
    }

    private static void fill(Path beside, Path target, byte[] content) throws IOException {
        Files.copy(
                target,
                beside,
                StandardCopyOption.REPLACE_EXISTING,
                StandardCopyOption.COPY_ATTRIBUTES,
                LinkOption.NOFOLLOW_LINKS);
        try (var channel = FileChannel.open(beside, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            var bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }
}
