package dev.pinwheel;

import dev.pinwheel.journal.DurableFiles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Objects;
import java.util.regex.Pattern;

/** What this node is called in the ledger: eight random digits in a file of its data directory, made once. */
final class NodeName {

    private static final Pattern NAME = Pattern.compile("[0-9a-f]{8}");
    private static final int LONGEST = 64;

    private final Path file;

    /** The name of the node with this data directory. */
    NodeName(Path data) {
        this.file = data.resolve("node.id");
    }

    /**
     * The name; made if there is none.
     *
     * @throws IOException if the file cannot be read or written, or holds no name
     */
    String read() throws IOException {
        if (!Files.exists(file)) {
            var name = HexFormat.of().toHexDigits(new SecureRandom().nextInt());
            DurableFiles.write(file, (name + "\n").getBytes(StandardCharsets.UTF_8), DurableFiles.PUBLIC);
            DurableFiles.sync(Objects.requireNonNull(file.getParent()));
        }
        var name = Files.size(file) > LONGEST ? "" : Files.readString(file).strip();
        if (!NAME.matcher(name).matches()) {
            throw new IOException(file + " holds no name of a node; delete it, and a new one is made");
        }
        return name;
    }
}
