package dev.pinwheel.evidence;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Reports, lists and logs in a directory, each in a file named by the SHA-256 of its content. */
public final class Evidence {

    /** 256 MiB: content is read as a whole, and no report or log is so large. */
    public static final int MOST = 1 << 28;

    private static final int BUFFER = 1 << 16;
    private static final Pattern DRAFT = Pattern.compile("(put|now)[0-9]+\\.part");
    private static final Pattern HEX = Pattern.compile("[0-9a-f]{64}");

    private final Path directory;
    private final Path contents;
    private final int most;

    /** What is left of something that was stored. */
    public enum Standing {
        INTACT,
        CHANGED,
        MISSING
    }

    /** Evidence in this directory, which is made with the first that is stored. */
    public Evidence(Path directory) {
        this(directory, MOST);
    }

    /** The same, for contents of at most so many bytes. */
    Evidence(Path directory, int most) {
        this.most = most;
        this.directory = directory;
        this.contents = directory.resolve("sha256");
    }

    /**
     * Stores content durably and says what it is called; storing it again changes nothing, but mends what was changed.
     *
     * @throws IOException if it cannot be stored, or is larger than {@link #MOST}
     */
    public synchronized Descriptor put(String mediaType, byte[] content) throws IOException {
        limit("tried to store evidence", content.length);
        var descriptor = new Descriptor(mediaType, Digest.of(content), content.length);
        makeDirectory(contents.toAbsolutePath());
        if (check(descriptor) == Standing.INTACT) {
            Files.setLastModifiedTime(path(descriptor), now());
        } else {
            var draft = Files.createTempFile(directory, "put", ".part");
            try {
                write(draft, content);
                Files.move(draft, path(descriptor), StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(draft);
            }
            sync(contents);
        }
        return descriptor;
    }

    /** The file system's time, as a new file has it. */
    private FileTime now() throws IOException {
        var probe = Files.createTempFile(directory, "now", ".part");
        try {
            return Files.getLastModifiedTime(probe);
        } finally {
            Files.delete(probe);
        }
    }

    private static void write(Path file, byte[] content) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var rest = ByteBuffer.wrap(content);
            while (rest.hasRemaining()) {
                channel.write(rest);
            }
            channel.force(true);
        }
    }

    /** Makes a directory and those above it, durably. */
    private static void makeDirectory(Path directory) throws IOException {
        var parent = directory.getParent();
        if (parent != null && !Files.isDirectory(directory)) {
            makeDirectory(parent);
            Files.createDirectories(directory);
            sync(parent);
        }
    }

    private static void sync(Path directory) throws IOException {
        try (var channel = FileChannel.open(directory, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /**
     * The content of this name.
     *
     * @throws IOException if it is not there, or is not what was stored
     */
    public byte[] get(Descriptor descriptor) throws IOException {
        limit("tried to read the evidence " + descriptor.digest(), descriptor.size());
        var file = path(descriptor);
        if (!Files.exists(file)) {
            throw new IOException("evidence " + descriptor.digest() + " is not in " + directory);
        }
        if (Files.size(file) != descriptor.size()) {
            throw new IOException("evidence " + file + " was changed: it has " + Files.size(file) + " bytes, and "
                    + descriptor.size() + " were stored");
        }
        var content = Files.readAllBytes(file);
        if (!descriptor.digest().matches(content)) {
            throw new IOException("evidence " + file + " was changed: it hashes to " + Digest.of(content));
        }
        return content;
    }

    private void limit(String tried, long size) throws IOException {
        if (size > most) {
            throw new IOException(tried + " but it has " + size + " bytes, and at most " + most + " are kept");
        }
    }

    /**
     * The content of this name; nothing if it is not there.
     *
     * @throws IOException if it is not what was stored
     */
    public Optional<byte[]> find(Descriptor descriptor) throws IOException {
        return Files.exists(path(descriptor)) ? Optional.of(get(descriptor)) : Optional.empty();
    }

    /**
     * The content that hashes to this; nothing if it is not there, or is not what was stored, or is longer.
     *
     * @param most how many bytes it may have
     */
    public Optional<byte[]> intact(Digest digest, int most) throws IOException {
        var file = contents.resolve(digest.hex());
        if (!Files.exists(file) || Files.size(file) > most) {
            return Optional.empty();
        }
        return Optional.of(Files.readAllBytes(file)).filter(digest::matches);
    }

    /**
     * Deletes content that nobody stored since a time; what is stored meanwhile, or again later, stays.
     *
     * @param before is done first, and if it throws, nothing is deleted
     * @return whether there was something to delete
     */
    public synchronized boolean deleteUnusedSince(Instant time, Descriptor descriptor, Runnable before)
            throws IOException {
        var file = path(descriptor);
        if (!Files.exists(file) || !Files.getLastModifiedTime(file).toInstant().isBefore(time)) {
            return false;
        }
        before.run();
        Files.delete(file);
        sync(contents);
        return true;
    }

    /**
     * Deletes what an interrupted {@link #put} left, and contents that are in no use.
     *
     * @param before what was stored at this time or later stays
     * @param used whether a content is in use
     * @return how many files were deleted
     */
    public synchronized int sweep(Instant before, Predicate<Digest> used) throws IOException {
        var swept = sweep(directory, before, file -> DRAFT.matcher(file).matches());
        return swept
                + sweep(
                        contents,
                        before,
                        file -> HEX.matcher(file).matches() && !used.test(new Digest("sha256", file)));
    }

    private static int sweep(Path directory, Instant before, Predicate<String> isStray) throws IOException {
        var swept = 0;
        if (!Files.exists(directory)) {
            return swept;
        }
        try (var files = Files.newDirectoryStream(directory, Files::isRegularFile)) {
            for (var file : files) {
                if (isStray.test(file.getFileName().toString())
                        && Files.getLastModifiedTime(file).toInstant().isBefore(before)) {
                    Files.delete(file);
                    swept++;
                }
            }
        }
        return swept;
    }

    /** Whether the content of this name is there and is what was stored. */
    public Standing check(Descriptor descriptor) throws IOException {
        var file = path(descriptor);
        if (!Files.exists(file)) {
            return Standing.MISSING;
        }
        if (Files.size(file) != descriptor.size()) {
            return Standing.CHANGED;
        }
        try (var content = Files.newInputStream(file)) {
            return hash(content, descriptor.digest().algorithm()).equals(descriptor.digest())
                    ? Standing.INTACT
                    : Standing.CHANGED;
        }
    }

    private static Digest hash(InputStream content, String algorithm) throws IOException {
        var hasher = Digest.hasher(algorithm);
        var buffer = new byte[BUFFER];
        for (var length = content.read(buffer); length >= 0; length = content.read(buffer)) {
            hasher.update(buffer, 0, length);
        }
        return new Digest(algorithm, HexFormat.of().formatHex(hasher.digest()));
    }

    /** Where the content of this name is. */
    public Path path(Descriptor descriptor) {
        return contents.resolve(descriptor.digest().hex());
    }
}
