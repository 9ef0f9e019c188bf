package dev.pinwheel.candidate.osv;

import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.Registry;
import java.io.IOException;
import java.util.List;
import java.util.function.Predicate;

/** One platform's image: its layers, the lowest first, and where their bytes are. */
record LayeredImage(List<Descriptor> layers, Blobs blobs) {

    private static final int DEEPEST_INDEX = 2;

    /** Finds an image's manifest and reads it. */
    static LayeredImage open(ImageAt place, Registry registry) throws IOException {
        return switch (place) {
            case ImageAt.InRegistry(var repository, var digest, var platform) ->
                open(digest, child -> child.isFor(platform), new Blobs.OfRepository(registry, repository));
            case ImageAt.InLayout(var directory) -> {
                var blobs = new Blobs.OfLayout(directory);
                Predicate<Manifest.Child> isImage = child -> !child.isAttestation();
                yield open(only(Manifest.parse(blobs.index()), isImage), isImage, blobs);
            }
        };
    }

    private static LayeredImage open(Digest digest, Predicate<Manifest.Child> wanted, Blobs blobs) throws IOException {
        var manifest = Manifest.parse(blobs.manifest(digest));
        for (var depth = 0; depth < DEEPEST_INDEX; depth++) {
            if (manifest instanceof Manifest.Image(var layers)) {
                return new LayeredImage(layers, blobs);
            }
            manifest = Manifest.parse(blobs.manifest(only(manifest, wanted)));
        }
        throw new Unreadable("its index lists an index of indexes");
    }

    private static Digest only(Manifest manifest, Predicate<Manifest.Child> wanted) throws Unreadable {
        return switch (manifest) {
            case Manifest.Image image -> throw new Unreadable("its layout's index.json is not an index");
            case Manifest.Index(var children) -> {
                var found = children.stream()
                        .filter(wanted)
                        .map(Manifest.Child::digest)
                        .distinct()
                        .toList();
                if (found.size() != 1) {
                    throw new Unreadable("its index has " + found.size() + " images where one is wanted");
                }
                yield found.getFirst();
            }
        };
    }
}
