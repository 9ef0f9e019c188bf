package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

/** Gives the pins of one watch another digest, or their first, and changes nothing but the digest's bytes. */
public final class Repin {

    private Repin() {}

    /** Moves with the files read as every builder reads them. */
    public static Map<String, byte[]> move(FileTree files, Watch watch, Digest to) throws RefusedEditException {
        return move(files, watch, to, new PinReader(Dialect.STANDARD));
    }

    /**
     * The whole new content of each file that changes, by path.
     *
     * @throws RefusedEditException if the files, read again after the edit, would not hold exactly the
     *     pins that were meant
     */
    public static Map<String, byte[]> move(FileTree files, Watch watch, Digest to, PinReader reader)
            throws RefusedEditException {
        return apply(files, new Move(watch, to), reader);
    }

    /**
     * The same for a digest that is put behind the tag wherever the tag has none.
     *
     * @throws RefusedEditException if the files, read again after the edit, would not hold exactly the
     *     pins that were meant
     */
    public static Map<String, byte[]> add(FileTree files, Watch watch, Digest digest, PinReader reader)
            throws RefusedEditException {
        return apply(files, new Addition(watch, digest), reader);
    }

    private static Map<String, byte[]> apply(FileTree files, Change change, PinReader reader)
            throws RefusedEditException {
        var before = reader.read(files);
        change.check(before.pins());
        var edits = new TreeMap<String, Edit>();
        for (var pin : before.pins()) {
            if (change.isFor(pin)) {
                change.plan(edits, pin);
            }
        }
        var changed = new HashMap<String, byte[]>();
        for (var edit : edits.entrySet()) {
            changed.put(edit.getKey(), edit.getValue().applyTo(content(files, edit.getKey())));
        }
        if (!changed.isEmpty()) {
            check(before, reader.read(new Overlay(files, changed)), change);
        }
        return changed;
    }

    private static byte[] content(FileTree files, String path) throws RefusedEditException {
        try {
            return files.read(path, Pins.MAX_FILE_SIZE);
        } catch (IOException e) {
            throw new RefusedEditException(path, "cannot be read: " + e.getMessage());
        }
    }

    private static void check(PinReport before, PinReport after, Change change) throws RefusedEditException {
        var wanted = before.pins().stream()
                .map(pin -> meaning(change.isFor(pin) ? change.after(pin) : pin))
                .toList();
        var got = after.pins().stream().map(Repin::meaning).toList();
        for (var i = 0; i < wanted.size() && i < got.size(); i++) {
            if (!wanted.get(i).equals(got.get(i))) {
                var file = wanted.get(i).usedBy().getFirst().file();
                throw new RefusedEditException(
                        file,
                        "the edit would make " + got.get(i).reference() + " of what should be "
                                + wanted.get(i).reference());
            }
        }
        if (wanted.size() != got.size() || !before.problems().equals(after.problems())) {
            throw new RefusedEditException("the tree", "the edit would change more than the pins of the watch");
        }
    }

    /** The pin without the offsets, which move where a digest of another length is written. */
    private static FoundPin meaning(FoundPin pin) {
        return new FoundPin(
                pin.reference(),
                pin.written(),
                pin.tag(),
                pin.platform(),
                pin.usedBy(),
                pin.sites().stream().map(Repin::place).toList(),
                pin.overriddenBy().stream().map(Repin::place).toList());
    }

    private static PinSite place(PinSite site) {
        return new PinSite(site.file(), site.line(), 0, 0, site.part());
    }
}
