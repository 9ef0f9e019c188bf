package dev.pinwheel.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Where the ledger is kept.
 *
 * @param database the address of a PostgreSQL database; SQLite in the data directory where absent
 * @param password what the database wants to know
 * @param policy a tlog-policy file; those of its witnesses that have a URL are asked to cosign the checkpoints
 * @param mlDsa whether checkpoints are also signed with ML-DSA-44
 * @param checkpoints files with checkpoints of this ledger that are kept elsewhere; it must hold what they cover
 */
public record LedgerSettings(
        Optional<String> database,
        Optional<Secret> password,
        List<Path> checkpoints,
        Optional<Path> policy,
        boolean mlDsa) {

    /** The ledger in the data directory. */
    public static final LedgerSettings EMBEDDED =
            new LedgerSettings(Optional.empty(), Optional.empty(), List.of(), Optional.empty(), false);

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
                section.texts("checkpoints").stream().map(Path::of).toList(),
                section.text("policy").map(Path::of),
                section.flag("mlDsa", false));
        if (section.has("password") && !section.has("database")) {
            section.problem("password", "goes with database");
        }
        section.end();
        return settings;
    }
}
