package dev.pinwheel.web.hook;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.HexFormat;

/**
 * How commands on this machine reach the service that runs: its address and a key, in a file of the data
 * directory that only its owner can read. Each start of the service writes it anew.
 */
public record LookFile(URI address, String key) {

    private static final String NAME = "look.key";
    private static final int KEY_BYTES = 32;

    /** A key that nobody knows. */
    public static String newKey() {
        var key = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(key);
        return HexFormat.of().formatHex(key);
    }

    /**
     * Reads what the service wrote.
     *
     * @throws IOException if it is not there, or is not what the service writes
     */
    public static LookFile read(Path data) throws IOException {
        var file = data.resolve(NAME);
        try {
            var lines = Files.readAllLines(file);
            if (lines.size() == 2) {
                return new LookFile(URI.create(lines.getFirst()), lines.getLast());
            }
        } catch (NoSuchFileException e) {
            throw new IOException(
                    "there is no " + file + "; the service writes it where its configuration has 'hooks'", e);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " has no address; start the service again", e);
        }
        throw new IOException(file + " does not have two lines; start the service again");
    }

    /** Writes it where {@link #read} finds it. */
    public void write(Path data) throws IOException {
        var file = data.resolve(NAME);
        var draft = data.resolve(NAME + ".tmp");
        Files.deleteIfExists(draft);
        Files.createFile(draft, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(draft, address + "\n" + key + "\n");
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public String toString() {
        return address + " with •••";
    }
}
