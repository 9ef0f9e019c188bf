package dev.pinwheel.pin;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What of a directory is listed and read. */
class DirectoryTreeTest {

    @TempDir
    Path directory;

    @Test
    void listsRegularFilesInOrder() throws IOException {
        write("b", "a/b/c", "a/b.c", ".git/config", "x/.git/config", ".github/y");

        assertEquals(
                List.of(".github/y", "a/b.c", "a/b/c", "b"),
                DirectoryTree.of(directory).paths());
    }

    @Test
    void followsNoLink() throws IOException {
        write("tree/a", "outside/b");
        Files.createSymbolicLink(directory.resolve("tree/file"), directory.resolve("outside/b"));
        Files.createSymbolicLink(directory.resolve("tree/dir"), directory.resolve("outside"));

        var tree = DirectoryTree.of(directory.resolve("tree"));

        assertEquals(List.of("a"), tree.paths());
        assertThrows(IOException.class, () -> tree.read("file", 100));
        assertThrows(IOException.class, () -> tree.read("dir/b", 100));
        assertThrows(IOException.class, () -> tree.read("../outside/b", 100));
    }

    @Test
    void readsUpToALimit() throws IOException {
        write("a");

        var tree = DirectoryTree.of(directory);

        assertArrayEquals(new byte[] {'a'}, tree.read("a", 1));
        assertThrows(IOException.class, () -> tree.read("a", 0));
        assertThrows(IOException.class, () -> tree.read("b", 10));
    }

    @Test
    void isNoFile() throws IOException {
        write("a");

        assertThrows(IOException.class, () -> DirectoryTree.of(directory.resolve("a")));
        assertThrows(IOException.class, () -> DirectoryTree.of(directory.resolve("b")));
    }

    private void write(String... names) throws IOException {
        for (var name : names) {
            var file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name.substring(name.lastIndexOf('/') + 1));
        }
    }
}
