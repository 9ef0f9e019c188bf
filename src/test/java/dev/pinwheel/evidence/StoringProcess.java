package dev.pinwheel.evidence;

import java.io.IOException;
import java.nio.file.Path;

/** Stores one evidence. Argument: the directory, which need not be there. */
final class StoringProcess {

    private StoringProcess() {}

    public static void main(String[] arguments) throws IOException {
        new Evidence(Path.of(arguments[0])).put("text/plain", new byte[] {1});
    }
}
