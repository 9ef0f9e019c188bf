package dev.pinwheel.journal.sql;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * File systems that other machines share, on which SQLite's locks and its write-ahead log do not hold.
 *
 * @see <a href="https://www.sqlite.org/wal.html">SQLite: Write-Ahead Logging</a>
 */
public final class NetworkFileSystem {

    /** As {@code /proc/mounts} names them. */
    private static final Pattern SHARED = Pattern.compile(
            "nfs\\d*|cifs|smb(fs|\\d)?|ncpfs|afs|ceph|lustre|gpfs|beegfs\\w*|glusterfs|gfs2|ocfs2|davfs\\d?|"
                    + "fuse\\.(sshfs|s3fs|rclone|glusterfs|ceph[\\w-]*|davfs\\d?|smbnetfs|juicefs|gcsfuse|goofys)");

    /** What Windows and macOS call theirs. */
    private static final Set<String> ELSEWHERE = Set.of("webdav", "afpfs", "remote");

    private NetworkFileSystem() {}

    /** What tells the type of the file system that a file is on. */
    interface Types {

        /** What the operating system tells. */
        Types REAL = file -> Files.getFileStore(file).type();

        String of(Path file) throws IOException;
    }

    /**
     * The type of the file system that this file is on, if it is shared by machines.
     *
     * @throws IOException if the file is not there, or its file system does not tell
     */
    public static Optional<String> of(Path file) throws IOException {
        return of(file, Types.REAL);
    }

    static Optional<String> of(Path file, Types types) throws IOException {
        return Optional.of(types.of(file).toLowerCase(Locale.ROOT))
                .filter(type -> SHARED.matcher(type).matches() || ELSEWHERE.contains(type));
    }
}
