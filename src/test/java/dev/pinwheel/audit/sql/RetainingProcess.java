package dev.pinwheel.audit.sql;

import dev.pinwheel.audit.Retaining;
import java.io.IOException;
import java.nio.file.Path;

/** Retention over many entries, in a heap that whoever starts it chooses. Arguments: a directory, and how many entries. */
final class RetainingProcess {

    private RetainingProcess() {}

    public static void main(String[] arguments) throws IOException {
        System.out.println(
                Retaining.everything(Path.of(arguments[0]), Long.parseLong(arguments[1]), SqliteNotebook::new));
    }
}
