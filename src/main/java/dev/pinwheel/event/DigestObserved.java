package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import java.time.Instant;
import java.util.Optional;

/** A tag was seen at a digest that it did not have at the look before. */
public record DigestObserved(Instant at, Watch watch, Descriptor manifest, Optional<Previous> previous)
        implements Event {

    /** The observation before this one: its ledger index and its digest. */
    public record Previous(long index, Digest digest) {}

    public Digest digest() {
        return manifest.digest();
    }

    @Override
    public String key() {
        return watch + "@" + manifest.digest()
                + previous.map(before -> " after " + before.index()).orElse("");
    }
}
