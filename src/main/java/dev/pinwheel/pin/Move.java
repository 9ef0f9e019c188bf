package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Another digest for the pins of a watch, in the place of the one that they have. */
record Move(Watch watch, Digest to) implements Change {

    @Override
    public boolean isFor(FoundPin found) {
        return found.pin()
                .filter(pin -> pin.watch().equals(watch) && !pin.digest().equals(to))
                .isPresent();
    }

    /** Where each platform has a digest of its own, one digest for all of them would be wrong. */
    @Override
    public void check(List<FoundPin> pins) throws RefusedEditException {
        var first = Optional.<FoundPin>empty();
        for (var pin : pins) {
            if (pin.platform().isPresent()
                    && pin.pin().isPresent()
                    && pin.watch().equals(Optional.of(watch))) {
                if (first.filter(other -> isOfAnotherPlatform(other, pin)).isPresent()) {
                    throw new RefusedEditException(
                            pin.usedBy().getFirst().file(),
                            watch + " is pinned to a digest for each platform, as "
                                    + first.get().written() + " for "
                                    + first.get().platform().get() + " and " + pin.written() + " for "
                                    + pin.platform().get()
                                    + "; one digest for all would be wrong, so move them by hand");
                }
                first = first.or(() -> Optional.of(pin));
            }
        }
    }

    private static boolean isOfAnotherPlatform(FoundPin one, FoundPin other) {
        return !one.platform().equals(other.platform()) && !one.digest().equals(other.digest());
    }

    @Override
    public FoundPin after(FoundPin pin) {
        return pin.at(to, pin.written().substring(0, pin.written().indexOf('@')));
    }

    @Override
    public void plan(Map<String, Edit> edits, FoundPin pin) throws RefusedEditException {
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
}
