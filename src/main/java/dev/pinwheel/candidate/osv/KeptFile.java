package dev.pinwheel.candidate.osv;

/** What a layer has at a path that the scanner looks at. */
sealed interface KeptFile {

    /** A plain file and its content. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Plain(byte[] content) implements KeptFile {}

    /** A hard or symbolic link, as written; it is not followed. */
    record Link(String target) implements KeptFile {}

    /** Something is there; what it holds was not kept. */
    record Present() implements KeptFile {}
}
