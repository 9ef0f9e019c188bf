package dev.pinwheel.proposal.local;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/** The text and the diff of one local proposal, in two files named as its branch. */
final class Description {

    private final Path text;
    private final Path diff;

    Description(Path directory, String branch) {
        text = directory.resolve(branch + ".md").normalize();
        diff = directory.resolve(branch + ".diff").normalize();
        if (!text.startsWith(directory) || text.getParent() == null) {
            throw new IllegalArgumentException("'" + branch + "' leads out of " + directory);
        }
    }

    /** The text that is there now. */
    Optional<String> read() throws IOException {
        return Files.exists(text) ? Optional.of(Files.readString(text)) : Optional.empty();
    }

    /** Writes the diff first, so that where there is a text there is its diff. */
    void write(String newText, String newDiff) throws IOException {
        Files.createDirectories(text.getParent());
        replace(diff, newDiff);
        replace(text, newText);
    }

    private static void replace(Path file, String content) throws IOException {
        var draft = Files.createTempFile(file.getParent(), ".", ".part");
        Files.write(draft, content.getBytes(StandardCharsets.UTF_8));
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }

    String url() {
        return text.toUri().toString();
    }
}
