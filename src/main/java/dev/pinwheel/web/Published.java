package dev.pinwheel.web;

import java.nio.file.Path;

/** What was found of the published log under one path. */
sealed interface Published {

    /** A checkpoint, which is asked for anew each time. */
    record Checkpoint(byte[] note) implements Published {}

    /** A tile, which never changes, in a file. */
    record TileFile(Path file) implements Published {}

    /** A tile, which never changes. */
    record Tile(byte[] content) implements Published {}

    /** Nothing, now. */
    record Missing() implements Published {}

    /** It could not be read. */
    record Unreadable(String reason) implements Published {}
}
