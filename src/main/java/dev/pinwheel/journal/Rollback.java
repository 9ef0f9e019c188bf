package dev.pinwheel.journal;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** The alarm that a store has less than what was signed: an older copy was put in its place. */
public final class Rollback {

    private Rollback() {}

    /**
     * What to tell people about a store of {@code size} entries, if a checkpoint outside it covers more.
     *
     * @param kept files with checkpoints that are kept elsewhere
     * @throws JournalException if one of them cannot be read
     */
    public static Optional<String> of(long size, LogDirectory log, List<Path> kept) {
        return Outside.of(log, kept).stream()
                .flatMap(place -> ahead(size, place).stream())
                .findFirst();
    }

    private static Optional<String> ahead(long size, Outside place) {
        try {
            return place.checkpoint()
                    .map(signed -> signed.checkpoint().size())
                    .filter(covered -> covered > size)
                    .map(covered -> alarm(size, "the checkpoint in " + place, covered));
        } catch (IOException e) {
            throw new JournalException("tried to read the checkpoint in " + place, e);
        }
    }

    /** The alarm about {@code what}, which covers that many entries. */
    public static String alarm(long size, String what, long covered) {
        return "READ-ONLY, rollback detected: " + what + " has " + covered + " entries, the ledger has " + size
                + "; an older copy was put in its place, and nothing is written until a newer one is: move this database"
                + " away and run 'pinwheel ledger restore BACKUP DATA/log', which takes the rest from what was published,"
                + " or begin a new ledger in another directory";
    }
}
