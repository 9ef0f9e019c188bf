package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PostgresqlDatabaseIT {

    @RegisterExtension
    static final SharedPostgresql POSTGRESQL = new SharedPostgresql();

    @TempDir
    private Path data;

    private Journal journal() {
        return Journals.open(data, PostgresqlServer.ledger(POSTGRESQL.address()));
    }

    private static CycleStarted cycle(int number) {
        return new CycleStarted(Samples.NOW.plusMillis(number), "cron");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "UPDATE entry SET type = 'bot.started' | does not change",
                "DELETE FROM entry WHERE idx = 1 | stays",
                "DELETE FROM entry WHERE false | stays",
                "TRUNCATE entry | stays",
                "INSERT INTO entry SELECT 3, leaf_hash, body, type, sha256('x') FROM entry LIMIT 1 | follows",
                "INSERT INTO entry SELECT 1, leaf_hash, body, type, sha256('x') FROM entry LIMIT 1 | follows",
                "INSERT INTO entry SELECT 2, leaf_hash, body, type, fact FROM entry WHERE idx = 1 | duplicate key",
                "UPDATE checkpoint SET note = '' | does not change",
                "DELETE FROM checkpoint | stays",
                "TRUNCATE checkpoint | stays",
                "INSERT INTO checkpoint VALUES (1, '') | follows",
                "UPDATE head SET size = 1 | does not go back",
                "UPDATE head SET epoch = 0 | does not go back",
                "UPDATE head SET at = 0 | does not go back",
                "DELETE FROM head | stays",
                "TRUNCATE head | stays",
                "INSERT INTO head VALUES (2, 0, sha256('x'), '', 0, 0) | check constraint",
                "SET session_replication_role = replica; DELETE FROM entry | stays"
            })
    void theDatabaseItselfRefusesEvenAnAdministrator(String sql, String reason) {
        try (var journal = journal()) {
            journal.append(cycle(1));
        }
        var refusal = assertThrows(IllegalStateException.class, () -> POSTGRESQL.superuser(sql));

        assertTrue(String.valueOf(refusal.getMessage()).contains(reason), refusal.getMessage());
    }

    @ParameterizedTest
    @CsvSource({
        "UPDATE entry SET type = ''",
        "DELETE FROM entry",
        "TRUNCATE entry",
        "UPDATE checkpoint SET note = ''",
        "DELETE FROM checkpoint",
        "TRUNCATE checkpoint",
        "UPDATE subtree SET level = 9",
        "DELETE FROM subtree",
        "DELETE FROM head",
        "TRUNCATE head"
    })
    void theOwnerOfTheTablesHasNoRightToChangeWhatIsWritten(String sql) throws SQLException {
        journal().close();
        try (var connection = PostgresqlServer.connect(POSTGRESQL.address());
                var statement = connection.createStatement()) {
            var refusal = assertThrows(SQLException.class, () -> statement.execute(sql));

            assertTrue(String.valueOf(refusal.getMessage()).contains("permission denied"), refusal.getMessage());
        }
    }

    @Test
    void whoHoldsTheLedgerIsNamedToTheSecondOne() {
        try (var journal = journal()) {
            var message =
                    refusal(() -> PostgresqlServer.ledger(POSTGRESQL.address()).open());

            assertTrue(
                    message.matches(
                            "another Pinwheel writes the ledger in postgresql://.* \\(process \\d+ of the server,"
                                    + " from 127.0.0.1, connected since 20.*"),
                    message);
            assertEquals(1, journal.append(cycle(1)).index());
        }
    }

    @Test
    void aSecondOneWaitsForTheFirstToLetGo() throws InterruptedException {
        var patient = new PostgresqlDatabase(
                PostgresqlAddress.parse(POSTGRESQL.address()),
                Optional.of(PostgresqlServer.PASSWORD),
                Duration.ofMinutes(1));
        Thread second;
        try (var journal = journal()) {
            journal.append(cycle(1));
            second = Thread.ofVirtual().start(() -> patient.open().close());
            assertTrue(second.isAlive());
        }
        second.join();
        journal().close();
    }

    @Test
    void aWriterWhoseSessionIsEndedStopsAndItsSuccessorGoesOn() {
        try (var journal = journal()) {
            journal.append(cycle(1));
            journal.publish();
            POSTGRESQL.superuser(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'pinwheel'");

            assertTrue(refusal(() -> journal.append(cycle(2))).contains("does not write any more"));
            try (var successor = journal()) {
                assertEquals(2, successor.append(cycle(2)).index());
                assertTrue(refusal(() -> journal.append(cycle(3))).contains("does not write any more"));
            }
        }
    }

    @Test
    void aWriterWhoseSessionForReadingIsEndedStopsThoughNobodyReads() throws InterruptedException {
        try (var journal = journal()) {
            var stopped = new CountDownLatch(1);
            journal.onStopped(reason -> stopped.countDown());
            journal.append(cycle(1));
            journal.publish();
            POSTGRESQL.superuser("SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity"
                    + " WHERE application_name = 'pinwheel'"
                    + " AND pid NOT IN (SELECT pid FROM pg_locks WHERE locktype = 'advisory')");

            assertTrue(stopped.await(30, TimeUnit.SECONDS));
        }
    }

    @Test
    void aServerThatDoesNotSyncIsRefused() throws SQLException {
        try {
            fsync("off");
            assertTrue(refusal(this::journal).contains("has fsync off"));
        } finally {
            fsync("on");
        }
    }

    private void fsync(String value) throws SQLException {
        POSTGRESQL.superuser("ALTER SYSTEM SET fsync = " + value);
        POSTGRESQL.superuser("SELECT pg_reload_conf()");
        var now = "";
        while (!now.equals(value)) {
            try (var connection = PostgresqlServer.connect(POSTGRESQL.address());
                    var statement = connection.createStatement();
                    var rows = statement.executeQuery("SHOW fsync")) {
                assertTrue(rows.next());
                now = rows.getString(1);
            }
        }
    }

    @Test
    void aDatabaseThatCannotHoldEveryTextIsRefused() {
        POSTGRESQL.superuser("CREATE DATABASE latin ENCODING 'LATIN1' TEMPLATE template0 OWNER pinwheel");
        var latin = POSTGRESQL.address().substring(0, POSTGRESQL.address().lastIndexOf('/')) + "/latin";

        assertTrue(refusal(() -> PostgresqlServer.ledger(latin).open()).contains("WITH ENCODING 'UTF8'"));
    }

    @Test
    void aPasswordIsNotRepeated() {
        var wrong = new PostgresqlDatabase(
                PostgresqlAddress.parse(POSTGRESQL.address()), Optional.of("hunter2"), Duration.ZERO);
        var refusal = assertThrows(JournalException.class, wrong::open);

        for (Throwable cause = refusal; cause != null; cause = cause.getCause()) {
            assertFalse(cause.toString().contains("hunter2"), cause.toString());
        }
        assertTrue(refusal.toString().contains("password authentication failed"), refusal.toString());
    }

    @Test
    void aServerThatIsNotThereIsNamed() {
        var message = refusal(() -> PostgresqlServer.ledger("postgresql://pinwheel@127.0.0.1:1/ledger")
                .open());

        assertTrue(
                message.startsWith("tried to open the ledger in postgresql://127.0.0.1:1/ledger as pinwheel:"),
                message);
    }

    private static String refusal(Executable attempt) {
        return String.valueOf(assertThrows(JournalException.class, attempt).getMessage());
    }
}
