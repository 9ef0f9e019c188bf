package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A tree of files that a test writes down. */
record InMemoryTree(Map<String, byte[]> files) implements FileTree {

    /** A tree of one file. */
    static InMemoryTree of(String path, String content) {
        return new InMemoryTree(Map.of(path, content.getBytes(StandardCharsets.UTF_8)));
    }

    /** The same tree with one more file. */
    InMemoryTree and(String path, String content) {
        var more = new TreeMap<>(files);
        more.put(path, content.getBytes(StandardCharsets.UTF_8));
        return new InMemoryTree(more);
    }

    @Override
    public List<String> paths() {
        return files.keySet().stream().sorted().toList();
    }

    @Override
    public byte[] read(String path, int limit) throws IOException {
        var content = files.get(path);
        if (content == null || content.length > limit) {
            throw new IOException(content == null ? "no such file" : "larger than " + limit + " bytes");
        }
        return content.clone();
    }
}
