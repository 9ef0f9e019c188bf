package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.util.Map;
import java.util.Optional;

/** A digest for the uses of a tag that have none, behind the tag. */
record Addition(Watch watch, Digest digest) implements Change {

    @Override
    public boolean isFor(FoundPin found) {
        return found.digest().isEmpty() && found.reference().watch().equals(Optional.of(watch));
    }

    @Override
    public FoundPin after(FoundPin pin) {
        return pin.at(digest, pin.written());
    }

    /** A tag that comes from a variable of its own may mean something else elsewhere; it stays as it is. */
    @Override
    public void plan(Map<String, Edit> edits, FoundPin pin) throws RefusedEditException {
        var site = pin.sites().stream()
                .filter(written -> written.part() == PinSite.Part.REFERENCE)
                .findFirst()
                .orElseThrow(() -> new RefusedEditException(
                        pin.usedBy().getFirst().file(),
                        pin.written() + " is put together from pieces; write @" + digest + " behind it yourself"));
        edits.computeIfAbsent(site.file(), Edit::new).append(site.end(), "@" + digest);
    }
}
