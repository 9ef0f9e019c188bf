package dev.pinwheel.watch;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** What tests of cycles have in common: a folder, and a {@link Round} over a new repository, registry and journal. */
abstract class OverRounds {

    @TempDir
    Path folder;

    Round round;

    /** What watching goes by. */
    Rules rules() {
        return Round.RULES;
    }

    @BeforeEach
    final void open() throws IOException {
        round = new Round(folder, rules());
    }

    @AfterEach
    final void close() {
        round.close();
    }
}
