package dev.pinwheel.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the ledger is kept.
 *
 * @param database the address of a PostgreSQL database; SQLite in the data directory where absent
 * @param password what the database wants to know
 * @param checkpoints files with checkpoints of this ledger that are kept elsewhere; it must hold what they cover
 */
public record LedgerSettings(Optional<String> database, Optional<Secret> password, List<Path> checkpoints) {

    /** The ledger in the data directory. */
    public static final LedgerSettings EMBEDDED = new LedgerSettings(Optional.empty(), Optional.empty(), List.of());

    public LedgerSettings {
        checkpoints = List.copyOf(checkpoints);
    }

    static LedgerSettings read(Section top) {
        if (!top.has("ledger")) {
            return EMBEDDED;
        }
        var section = top.section("ledger");
        var settings = new LedgerSettings(
                section.text("database"),
                section.secret("password"),
                section.texts("checkpoints").stream().map(Path::of).toList());
        if (section.has("password") && !section.has("database")) {
            section.problem("password", "goes with database");
        }
        section.end();
        return settings;
    }
}
