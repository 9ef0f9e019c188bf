package dev.pinwheel.candidate;

import dev.pinwheel.image.Digest;
import java.util.Optional;

/**
 * An image that is to be scanned.
 *
 * @param dockerfile what it was built from, as a path in the source; none for a base
 */
record Subject(ImageAt place, Digest image, Optional<String> dockerfile) {}
