package dev.pinwheel.web;

import io.vertx.core.buffer.Buffer;
import java.nio.file.Path;

/** What was found of the published log under one path. */
sealed interface Published {

    /** A checkpoint, which is asked for anew each time. */
    record Checkpoint(Buffer note) implements Published {}

    /** A tile, which never changes, in a file. */
    record TileFile(Path file) implements Published {}

    /** A tile, which never changes. */
    record Tile(Buffer content) implements Published {}

    /** Nothing, now. */
    record Missing() implements Published {}

    /** It could not be read. */
    record Unreadable(String reason) implements Published {}

    /** Too many ask at once, so that it was not looked for. */
    record Busy() implements Published {}
}
