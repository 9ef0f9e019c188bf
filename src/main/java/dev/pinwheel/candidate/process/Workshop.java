package dev.pinwheel.candidate.process;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory for one job, for our eyes only; it goes with the job, or when the next one finds it orphaned. */
public final class Workshop implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Workshop.class);
    private static final String LOCK = "lock";
    private static final String PREFIX = "job-";
    private static final Duration LONGEST_END = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(10);

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
        try {
            workshop.removeOrphans();
        } catch (IOException e) {
            workshop.close();
            throw e;
        }
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
            if (other.getFileName().toString().startsWith(PREFIX) && isOrphan(other) && vacate(other)) {
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

    /** Kills those who work there, until nobody does; false if one goes on. */
    private static boolean vacate(Path workshop) throws IOException {
        var place = workshop.toRealPath();
        var begun = System.nanoTime();
        var workers = workersIn(place);
        while (!workers.isEmpty() && System.nanoTime() - begun < LONGEST_END.toNanos()) {
            workers.forEach(ProcessHandle::destroyForcibly);
            LockSupport.parkNanos(PAUSE.toNanos());
            workers = workersIn(place);
        }
        if (!workers.isEmpty()) {
            LOG.warn("{} still work in {}, which a killed process left behind; it stays there", workers, place);
        }
        return workers.isEmpty();
    }

    private static List<ProcessHandle> workersIn(Path place) {
        return ProcessHandle.allProcesses()
                .filter(process -> worksIn(process, place))
                .toList();
    }

    private static boolean worksIn(ProcessHandle process, Path place) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(process.pid()), "cwd"))
                    .equals(place);
        } catch (IOException e) {
            return false; // ended meanwhile, or not ours
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
