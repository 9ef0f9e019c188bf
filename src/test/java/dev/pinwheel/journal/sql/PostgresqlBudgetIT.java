package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.registry.Budget;
import dev.pinwheel.registry.BudgetContract;
import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PostgresqlBudgetIT extends BudgetContract {

    @RegisterExtension
    static final SharedPostgresql POSTGRESQL = new SharedPostgresql();

    @BeforeEach
    void makeTables() {
        PostgresqlServer.ledger(POSTGRESQL.address()).open().close();
    }

    @Override
    protected Budget node(String name) {
        return new PostgresqlBudget(
                PostgresqlAddress.parse(POSTGRESQL.address()), Optional.of(PostgresqlServer.PASSWORD), name);
    }

    @Test
    void theSharesOfANodeThatDiedAreFree() throws IOException {
        try (var b = node("b")) {
            var dead = node("a");
            dead.share(HOST, slots(8, 0));
            assertEquals(0, b.share(HOST, slots(8, 0)).slots());
            POSTGRESQL.superuser("UPDATE registry_share SET until = now() WHERE node = 'a'");

            assertEquals(8, b.share(HOST, slots(8, 0)).slots());
            dead.close();
        }
    }

    @Test
    void aServerThatIsAwayIsSaidToBeAndAskedAgainWhenItIsBack() throws IOException {
        try (var a = node("a")) {
            a.share(HOST, slots(8, 0));
            POSTGRESQL.server().kill();
            try {
                var refusal = assertThrows(IOException.class, () -> a.share(HOST, slots(8, 0)));
                assertTrue(
                        String.valueOf(refusal.getMessage()).contains("tried to share the budget of"),
                        refusal.getMessage());
            } finally {
                POSTGRESQL.server().restart();
            }
            assertEquals(8, a.share(HOST, slots(8, 0)).slots());
        }
    }
}
