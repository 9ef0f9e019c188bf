package dev.pinwheel;

import dev.pinwheel.config.LedgerSettings;
import dev.pinwheel.config.Secret;
import dev.pinwheel.journal.sql.PostgresqlAddress;
import dev.pinwheel.journal.sql.PostgresqlBudget;
import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.InMemoryBudget;
import java.time.Clock;
import java.util.UUID;

/** Where the nodes share what they may ask of registries. */
final class Budgets {

    private Budgets() {}

    /** In the ledger's database if other nodes can reach that; this process's own if not. */
    static Budget of(LedgerSettings settings, Clock clock) {
        var node = UUID.randomUUID().toString();
        return settings.database()
                .map(PostgresqlAddress::parse)
                .<Budget>map(address ->
                        new PostgresqlBudget(address, settings.password().map(Secret::value), node))
                .orElseGet(() -> new InMemoryBudget(clock).node(node));
    }
}
