package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Watch;
import dev.pinwheel.source.FileTree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Moves the pins of one watch to another digest, and changes nothing but the digest's bytes. */
public final class Repin {

    private Repin() {}

    /**
     * The whole new content of each file that changes, by path.
     *
     * @throws RefusedEditException if the files, read again after the edit, would not hold exactly the
     *     pins that were meant
     */
    public static Map<String, byte[]> move(FileTree files, Watch watch, Digest to) throws RefusedEditException {
        var before = Pins.in(files);
        var edits = new TreeMap<String, Edit>();
        for (var pin : before.pins()) {
            if (isToMove(pin, watch, to)) {
                plan(edits, pin, to);
            }
        }
        var changed = new HashMap<String, byte[]>();
        for (var edit : edits.entrySet()) {
            changed.put(edit.getKey(), edit.getValue().applyTo(content(files, edit.getKey())));
        }
        if (!changed.isEmpty()) {
            check(before, Pins.in(new Overlay(files, changed)), pin -> isToMove(pin, watch, to) ? moved(pin, to) : pin);
        }
        return changed;
    }

    private static boolean isToMove(FoundPin found, Watch watch, Digest to) {
        return found.pin()
                .filter(pin -> pin.watch().equals(watch) && !pin.digest().equals(to))
                .isPresent();
    }

    private static FoundPin moved(FoundPin pin, Digest to) {
        var reference = pin.reference();
        return new FoundPin(
                new Reference(reference.repository(), reference.tag(), Optional.of(to)),
                pin.written().substring(0, pin.written().indexOf('@') + 1) + to,
                pin.tag(),
                pin.platform(),
                pin.usedBy(),
                pin.sites(),
                pin.overriddenBy());
    }

    private static void plan(Map<String, Edit> edits, FoundPin pin, Digest to) throws RefusedEditException {
        var from = pin.digest().orElseThrow().toString();
        var sites = digestSites(pin, from.length());
        var file = pin.usedBy().getFirst().file();
        if (sites.stream().mapToInt(site -> site.end() - site.start()).sum() != from.length()) {
            throw new RefusedEditException(file, "not all of the digest of " + pin.written() + " is written in a file");
        }
        if (sites.size() > 1 && from.length() != to.toString().length()) {
            throw new RefusedEditException(file, "the digest of " + pin.written() + " is written in pieces");
        }
        var at = 0;
        for (var site : sites) {
            var length = site.end() - site.start();
            var bytes = sites.size() == 1 ? to.toString() : to.toString().substring(at, at + length);
            edits.computeIfAbsent(site.file(), Edit::new).replace(site.start(), site.end(), bytes);
            at += length;
        }
    }

    /** A reference that is written in one piece ends with its digest. */
    private static List<PinSite> digestSites(FoundPin pin, int length) {
        var sites = new ArrayList<PinSite>();
        for (var site : pin.sites()) {
            switch (site.part()) {
                case DIGEST -> sites.add(site);
                case REFERENCE ->
                    sites.add(new PinSite(
                            site.file(), site.line(), site.end() - length, site.end(), PinSite.Part.DIGEST));
                case IMAGE, TAG -> {}
            }
        }
        return sites;
    }

    private static byte[] content(FileTree files, String path) throws RefusedEditException {
        try {
            return files.read(path, Pins.MAX_FILE_SIZE);
        } catch (IOException e) {
            throw new RefusedEditException(path, "cannot be read: " + e.getMessage());
        }
    }

    private interface Meant {
        FoundPin after(FoundPin before);
    }

    private static void check(PinReport before, PinReport after, Meant meant) throws RefusedEditException {
        var wanted =
                before.pins().stream().map(meant::after).map(Repin::meaning).toList();
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
