package dev.pinwheel.source.git;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eclipse.jgit.lib.Constants;
import org.eclipse.jgit.lib.FileMode;
import org.eclipse.jgit.lib.ObjectLoader;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.revwalk.RevTree;
import org.eclipse.jgit.treewalk.TreeWalk;

/**
 * A commit's files written into a directory; nothing is written, and no symbolic link leads, outside it.
 *
 * <p>Files come first and links last, so that no file is written through a link; submodules are left out.
 */
final class WorkTree {

    private static final int LONGEST_LINK = 4096;

    private final Path root;
    private final Limits limits;
    private final Map<Path, Path> links = new LinkedHashMap<>();
    private int files;
    private long bytes;

    private WorkTree(Path root, Limits limits) {
        this.root = root;
        this.limits = limits;
    }

    static void write(Repository repository, RevTree tree, Path directory, Limits limits) throws IOException {
        var root = directory.toAbsolutePath().normalize();
        delete(root);
        Files.createDirectories(root);
        var workTree = new WorkTree(root, limits);
        try (var walk = new TreeWalk(repository)) {
            walk.addTree(tree);
            walk.setRecursive(true);
            while (walk.next()) {
                workTree.add(walk);
            }
        }
        for (var link : workTree.links.entrySet()) {
            Files.createSymbolicLink(link.getKey(), link.getValue());
        }
    }

    private void add(TreeWalk walk) throws IOException {
        var path = root.resolve(Names.checked(walk));
        var mode = walk.getFileMode();
        if (mode == FileMode.GITLINK) {
            return;
        }
        var content = walk.getObjectReader().open(walk.getObjectId(0), Constants.OBJ_BLOB);
        count(content.getSize());
        Files.createDirectories(path.getParent());
        if (mode == FileMode.SYMLINK) {
            addLink(path, content);
        } else {
            writeFile(path, content, mode);
        }
    }

    private void count(long size) throws IOException {
        files++;
        bytes += size;
        if (files > limits.files() || bytes > limits.bytes()) {
            throw new IOException("it holds more than " + limits.files() + " files or " + limits.bytes() + " bytes");
        }
    }

    private static void writeFile(Path path, ObjectLoader content, FileMode mode) throws IOException {
        try (var out = Files.newOutputStream(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            content.copyTo(out);
        }
        var permissions = mode == FileMode.EXECUTABLE_FILE ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(permissions));
    }

    private void addLink(Path path, ObjectLoader content) throws IOException {
        if (content.getSize() > LONGEST_LINK) {
            return;
        }
        var target = Path.of(new String(content.getBytes(LONGEST_LINK), StandardCharsets.UTF_8));
        if (staysInside(path, target)) {
            links.put(path, target);
        }
    }

    /**
     * Whether a link's target is in the work tree whatever other links there are: it goes up only at its
     * beginning, where it goes through real directories, and not above the root.
     */
    private boolean staysInside(Path path, Path target) {
        var depth = root.relativize(path).getNameCount() - 1;
        var down = false;
        for (var name : target) {
            var up = name.toString().equals("..");
            if (up && (down || depth == 0)) {
                return false;
            }
            down |= !up && !name.toString().equals(".");
            depth -= up ? 1 : 0;
        }
        return !target.isAbsolute();
    }

    private static void delete(Path directory) throws IOException {
        if (!Files.exists(directory, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, IOException failure) throws IOException {
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
