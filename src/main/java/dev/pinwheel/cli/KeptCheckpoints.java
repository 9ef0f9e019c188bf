package dev.pinwheel.cli;

import dev.pinwheel.journal.CheckpointFile;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Option;

/** The option that names checkpoints which somebody kept. */
final class KeptCheckpoints {

    @Option(
            names = "--older",
            paramLabel = "CHECKPOINT",
            description = "A file with a checkpoint of this ledger that you kept, which must be of its beginning; can "
                    + "be given more than once.")
    private List<Path> files = new ArrayList<>();

    /** What the files hold. */
    List<SignedCheckpoint> read() throws IOException {
        var kept = new ArrayList<SignedCheckpoint>();
        for (var file : files) {
            kept.add(CheckpointFile.read(file));
        }
        return kept;
    }
}
