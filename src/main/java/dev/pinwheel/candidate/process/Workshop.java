package dev.pinwheel.candidate.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A directory for one job, for our eyes only; it goes with the job, or when the next one finds it orphaned. */
public final class Workshop implements AutoCloseable {

    private static final String LOCK = "lock";
    private static final String PREFIX = "job-";
    private static final int LONGEST_END_SECONDS = 10;

    private final Path directory;
    private final FileChannel lock;

    private Workshop(Path directory, FileChannel lock) {
        this.directory = directory;
        this.lock = lock;
    }

    /** A fresh directory under a parent, where what a killed process of ours left behind is removed. */
    public static Workshop open(Path parent) throws IOException {
        Files.createDirectories(parent);
        var ours = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        var directory = Files.createTempDirectory(parent.toRealPath(), PREFIX, ours);
        var lock = FileChannel.open(directory.resolve(LOCK), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        lock.lock();
        var workshop = new Workshop(directory, lock);
        workshop.removeOrphans();
        return workshop;
    }

    public Path directory() {
        return directory;
    }

    /** Writes a file that only we can read. */
    public Path write(String name, String content) throws IOException {
        return Files.writeString(directory.resolve(name), content);
    }

    /** Makes a directory in this one. */
    public Path makeDirectory(String name) throws IOException {
        return Files.createDirectories(directory.resolve(name));
    }

    @Override
    public void close() throws IOException {
        delete(directory);
        lock.close();
    }

    private void removeOrphans() throws IOException {
        for (var other : list(Objects.requireNonNull(directory.getParent()))) {
            if (other.getFileName().toString().startsWith(PREFIX) && isOrphan(other)) {
                endThoseWhoWorkIn(other);
                delete(other);
            }
        }
    }

    private static boolean isOrphan(Path workshop) throws IOException {
        var file = workshop.resolve(LOCK);
        if (!Files.exists(file)) {
            return false; // another process of ours is about to lock it
        }
        try (var channel = FileChannel.open(file, StandardOpenOption.WRITE);
                var taken = channel.tryLock()) {
            return taken != null;
        } catch (OverlappingFileLockException e) {
            return false; // another thread of ours holds it
        }
    }

    private static void endThoseWhoWorkIn(Path workshop) throws IOException {
        var place = workshop.toRealPath();
        for (var process : ProcessHandle.allProcesses().toList()) {
            var workingDirectory = Path.of("/proc", Long.toString(process.pid()), "cwd");
            try {
                if (Files.readSymbolicLink(workingDirectory).equals(place)) {
                    process.destroyForcibly();
                    process.onExit().get(LONGEST_END_SECONDS, TimeUnit.SECONDS);
                }
            } catch (ExecutionException | TimeoutException e) {
                throw new IOException(process + " works in " + place + " and does not end", e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while " + process + " ended", e);
            } catch (IOException e) {
                // ended meanwhile, or not ours
            }
        }
    }

    private static List<Path> list(Path directory) throws IOException {
        var all = new ArrayList<Path>();
        try (var entries = Files.newDirectoryStream(directory)) {
            entries.forEach(all::add);
        }
        return all;
    }

    private static void delete(Path path) throws IOException {
        if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            for (var entry : list(path)) {
                delete(entry);
            }
        }
        Files.deleteIfExists(path);
    }
}
