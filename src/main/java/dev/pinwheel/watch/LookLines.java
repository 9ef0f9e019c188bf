package dev.pinwheel.watch;

import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.util.function.Consumer;

/**
 * Where the lines of look logs are kept, each registry's by themselves, for who goes on after this process has ended. They
 * are a hint, and may be lost.
 */
public interface LookLines extends AutoCloseable {

    /** The longest line, in characters of which each takes one byte; a longer one is none. */
    int LONGEST = 4_096;

    /** The most that is kept of a registry, in bytes: several times what 100,000 tags and their pins need. */
    long MOST = 256L << 20;

    /**
     * Reads the lines of a registry one by one, in the order in which they were added.
     *
     * @throws IOException what was tried and why it failed, also if there is more than may be kept
     */
    void read(RegistryHost host, Consumer<String> reader) throws IOException;

    /**
     * Keeps a line, now or soon; nobody waits for what is slow.
     *
     * @throws IOException if this line, or one before it, was not kept: what was tried and why it failed
     */
    void add(RegistryHost host, String line) throws IOException;

    /**
     * Deletes the lines of a registry, now or soon.
     *
     * @throws IOException what was tried and why it failed
     */
    void delete(RegistryHost host) throws IOException;

    /** Keeps what is not kept yet, if that works at once, and lets go of all files and sessions. */
    @Override
    void close();
}
