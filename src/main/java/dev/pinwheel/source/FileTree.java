package dev.pinwheel.source;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** The files of a source at one commit, or of a directory; symbolic links are not followed and not listed. */
public interface FileTree {

    /** Every regular file's path from the root, with {@code /} between names, sorted. */
    List<String> paths();

    /**
     * The bytes of a file that {@link #paths} lists.
     *
     * @throws IOException if it cannot be read, or is larger than {@code limit} bytes
     */
    byte[] read(String path, int limit) throws IOException;

    /** What names a file's content, such as git's blob id: where it is equal, so is the content; absent if not known. */
    default Optional<String> contentId(String path) {
        return Optional.empty();
    }
}
