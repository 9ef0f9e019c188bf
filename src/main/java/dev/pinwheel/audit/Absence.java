package dev.pinwheel.audit;

import dev.pinwheel.image.Digest;

/** What is known of a content that is not there. */
@FunctionalInterface
interface Absence {

    /** What became of it, as the end of a sentence. */
    String of(Digest digest);

    /** Nothing is known but that it is not there. */
    Absence UNKNOWN = digest -> "is not there";
}
