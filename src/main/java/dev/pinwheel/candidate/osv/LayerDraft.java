package dev.pinwheel.candidate.osv;

import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** A layer while its archive is being read: each entry in turn, a later one over an earlier one. */
final class LayerDraft {

    private static final String WHITEOUT = ".wh.";
    private static final String OPAQUE = ".wh..wh..opq";

    private static final int OVERHEAD = 256;

    private final Map<String, KeptFile> files = new HashMap<>();
    private final Set<String> hidden = new HashSet<>();
    private final Set<String> emptied = new HashSet<>();
    private int room;

    /** @param room how many bytes of content may be kept */
    LayerDraft(int room) {
        this.room = room;
    }

    void add(TarEntry entry, TarReader archive) throws IOException {
        if (entry.name().startsWith(WHITEOUT)) {
            addWhiteout(entry);
        } else if (entry.kind() == TarEntry.Kind.DIRECTORY) {
            addDirectory(entry.path());
        } else if (Wanted.isDirectory(entry.path())) {
            replaceDirectory(entry.path());
        } else if (Wanted.isFile(entry.path())) {
            makeRoom(entry.path().length() + entry.target().length());
            files.put(entry.path(), kept(entry, archive));
        }
    }

    private void addWhiteout(TarEntry entry) throws Unreadable {
        if (entry.name().equals(OPAQUE)) {
            if (Wanted.isDirectory(entry.directory())) {
                emptied.add(entry.directory());
            }
            return;
        }
        var name = entry.name().substring(WHITEOUT.length());
        if (name.isEmpty() || name.equals(".") || name.equals("..")) {
            throw new Unreadable("its entry '" + entry.path() + "' is a whiteout of nothing");
        }
        var path = entry.directory().isEmpty() ? name : entry.directory() + "/" + name;
        if (Wanted.isDirectory(path) || Wanted.isFile(path)) {
            makeRoom(path.length());
            hidden.add(path);
        }
    }

    private void addDirectory(String path) throws Unreadable {
        if (Wanted.isFile(path)) {
            makeRoom(path.length());
            hidden.add(path);
            files.remove(path);
        }
    }

    private void replaceDirectory(String path) {
        hidden.add(path);
        files.keySet().removeIf(file -> Layer.isBelow(file, path));
    }

    private KeptFile kept(TarEntry entry, TarReader archive) throws IOException {
        return switch (entry.kind()) {
            case FILE -> {
                if (!Wanted.isRead(entry.path())) {
                    yield new KeptFile.Present();
                }
                var content = archive.content(room);
                makeRoom(content.length);
                yield new KeptFile.Plain(content);
            }
            case LINK -> new KeptFile.Link(entry.target());
            case DIRECTORY, OTHER -> new KeptFile.Present();
        };
    }

    private void makeRoom(int characters) throws Unreadable {
        room -= characters + OVERHEAD;
        if (room < 0) {
            throw new Unreadable("it has more package databases than the scanner keeps");
        }
    }

    Layer finish() {
        return new Layer(files, hidden, emptied);
    }
}
