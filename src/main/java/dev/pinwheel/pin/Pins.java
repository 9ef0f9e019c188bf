package dev.pinwheel.pin;

import dev.pinwheel.source.FileTree;

/** Finds the images that the files of a tree ask for. */
public final class Pins {

    /** The largest file that is read, in bytes. */
    public static final int MAX_FILE_SIZE = 1024 * 1024;

    private Pins() {}

    /** Reads every file that is known to name images. */
    public static PinReport in(FileTree files) {
        return in(files, Dialect.STANDARD);
    }

    /** Reads the same files, and those that the dialect's matchers are for. */
    public static PinReport in(FileTree files, Dialect dialect) {
        return new PinReader(dialect).read(files);
    }
}
