package dev.pinwheel.source.git;

import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.eclipse.jgit.internal.storage.file.FileRepository;
import org.eclipse.jgit.lib.ConfigConstants;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.ObjectId;
import org.eclipse.jgit.lib.Repository;

/** Our copy of a remote's newest commits, bare and without history; it can be thrown away at any time. */
final class BareClone implements AutoCloseable {

    private final Repository repository;

    private BareClone(Repository repository) {
        this.repository = repository;
    }

    /** The clone in this directory, which is made if it is not there; locks of a killed process are lifted. */
    static BareClone in(Path directory) throws IOException {
        if (Files.exists(directory)) {
            liftLocks(directory);
        } else {
            make(directory);
        }
        return new BareClone(new FileRepository(directory.toFile()));
    }

    /**
     * Made beside its place and moved there, so that it is there whole or not at all; what it no longer
     * needs is collected in the course of a fetch, not behind it.
     */
    private static void make(Path directory) throws IOException {
        Files.createDirectories(directory.toAbsolutePath().getParent());
        var draft = Files.createTempDirectory(directory.toAbsolutePath().getParent(), "new");
        try (var repository = new FileRepository(draft.toFile())) {
            repository.create(true);
            var config = repository.getConfig();
            config.setBoolean(ConfigConstants.CONFIG_CORE_SECTION, null, "logAllRefUpdates", false);
            config.setBoolean(ConfigConstants.CONFIG_GC_SECTION, null, "autoDetach", false);
            config.save();
        }
        Files.move(draft, directory, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void liftLocks(Path directory) throws IOException {
        try (var files = Files.walk(directory)) {
            for (var file : files.toList()) {
                var name = file.getFileName().toString();
                if (name.endsWith(".lock") || name.startsWith("incoming_")) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    Repository repository() {
        return repository;
    }

    boolean has(ObjectId commit) throws IOException {
        return repository.getObjectDatabase().has(commit);
    }

    /** The commit that the branch is at now, and everything in it, fetched where it is not here yet. */
    synchronized Remote.Tip newest(Remote remote) throws IOException {
        var tip = remote.tip();
        if (has(tip.commit())) {
            return tip;
        }
        var keep = "refs/pinwheel/branch-"
                + Digest.of(tip.branch().getBytes(StandardCharsets.UTF_8)).abbreviated();
        remote.fetch(Constants.R_HEADS + tip.branch(), keep);
        var kept = repository.exactRef(keep);
        if (kept == null) {
            throw new IOException("its branch " + tip.branch() + " went away");
        }
        return new Remote.Tip(tip.branch(), kept.getObjectId());
    }

    /** Fetches a commit where it is not here yet. */
    synchronized void require(Remote remote, ObjectId commit) throws IOException {
        if (!has(commit)) {
            remote.fetch(commit.name(), "refs/pinwheel/commit-" + commit.name());
        }
    }

    @Override
    public void close() {
        repository.close();
    }
}
