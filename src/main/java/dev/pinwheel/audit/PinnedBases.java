package dev.pinwheel.audit;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which digests each source pins for each image, as its newest reading says. */
final class PinnedBases {

    private static final List<String> NOTHING = List.of();

    private final Notes byPlace;
    private final Notes byDigest;

    PinnedBases(Reports reports) {
        this.byPlace = reports.notes();
        this.byDigest = reports.notes();
    }

    /** A base image in a source. */
    record Base(String source, String image) {

        List<String> key() {
            return List.of(source, image);
        }
    }

    /** What a source pins for an image. */
    Set<String> digests(Base base) {
        var digests = new HashSet<String>();
        byPlace.sorted(base.key(), (key, row) -> digests.add(key.get(2)));
        return digests;
    }

    /** The bases that are pinned to a digest. */
    List<Base> at(String digest) {
        var bases = new ArrayList<Base>();
        byDigest.sorted(List.of(digest), (key, row) -> bases.add(new Base(key.get(1), key.get(2))));
        return bases;
    }

    /** The images that a source pins. */
    Set<String> images(String source) {
        var images = new HashSet<String>();
        byPlace.sorted(List.of(source), (key, row) -> images.add(key.get(1)));
        return images;
    }

    /** A base is pinned to these digests now, and to no other. */
    void pin(Base base, Set<String> digests) {
        for (var old : digests(base)) {
            if (!digests.contains(old)) {
                byPlace.remove(List.of(base.source(), base.image(), old));
                byDigest.remove(List.of(old, base.source(), base.image()));
            }
        }
        for (var digest : digests) {
            byPlace.put(List.of(base.source(), base.image(), digest), NOTHING);
            byDigest.put(List.of(digest, base.source(), base.image()), NOTHING);
        }
    }
}
