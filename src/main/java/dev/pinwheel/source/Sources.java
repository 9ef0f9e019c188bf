package dev.pinwheel.source;

import dev.pinwheel.event.Source;
import java.nio.file.Path;

/** The git repositories that the configuration names. */
public interface Sources {

    /**
     * The default branch (or the configured one) as it is now, without a work tree.
     *
     * @throws SourceException if it cannot be read
     */
    Snapshot snapshot(Source source) throws SourceException;

    /**
     * The same at a commit that a snapshot has named before.
     *
     * @throws SourceException if the commit is not there any more, or cannot be read
     */
    Snapshot snapshot(Source source, String branch, String commit) throws SourceException;

    /**
     * Writes the files of a commit into a directory, which is made anew; symbolic links that lead out of
     * it are left out.
     *
     * @throws SourceException if it cannot be done
     */
    void checkOut(Source source, String commit, Path directory) throws SourceException;

    /**
     * Makes a branch one commit on top of {@code change.base()} with these files changed and nothing
     * else, and writes it to the source: created, or moved from exactly {@code change.expected()}.
     *
     * @throws SourceException if it cannot be done
     */
    Written write(Source source, Change change) throws SourceException;
}
