package dev.pinwheel.candidate;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Repository;
import java.nio.file.Path;

/** Where an image is that a scanner shall read. */
public sealed interface ImageAt {

    /** One platform of what a registry has under a digest: an index or an image manifest. */
    record InRegistry(Repository repository, Digest digest, Platform platform) implements ImageAt {}

    /** The only image of an OCI image layout directory. */
    record InLayout(Path directory) implements ImageAt {}
}
