package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A tree with the new content of some of its files. */
public record Overlay(FileTree below, Map<String, byte[]> changed) implements FileTree {

    @Override
    public List<String> paths() {
        return below.paths();
    }

    @Override
    public byte[] read(String path, int limit) throws IOException {
        var content = changed.get(path);
        if (content == null) {
            return below.read(path, limit);
        }
        if (content.length > limit) {
            throw new IOException("larger than " + limit + " bytes");
        }
        return content.clone();
    }

    @Override
    public Optional<String> contentId(String path) {
        return changed.containsKey(path) ? Optional.empty() : below.contentId(path);
    }
}
