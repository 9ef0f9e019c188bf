package dev.pinwheel.journal;

import dev.pinwheel.ledger.SignedCheckpoint;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A place outside the store where a checkpoint of the ledger is kept, so that an older store is noticed. */
interface Outside {

    /** The checkpoint there; nothing before the first one. */
    Optional<SignedCheckpoint> checkpoint() throws IOException;

    /** What is published, and these files, which must be there. */
    static List<Outside> of(LogDirectory log, List<Path> files) {
        var places = new ArrayList<Outside>();
        places.add(new Place(log.path().toString(), log::checkpoint));
        for (var file : files) {
            places.add(new Place(file.toString(), () -> Optional.of(CheckpointFile.read(file))));
        }
        return List.copyOf(places);
    }

    /** A place with its name, for people. */
    record Place(String name, Outside place) implements Outside {

        @Override
        public Optional<SignedCheckpoint> checkpoint() throws IOException {
            return place.checkpoint();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
