package dev.pinwheel.journal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import dev.pinwheel.journal.sql.PostgresqlServer;
import dev.pinwheel.journal.sql.SqliteDatabase;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 5, unit = TimeUnit.MINUTES)
class JournalCrashIT {

    private static final int ROUNDS = 5;
    private static final int KILLED = 128 + 9;

    @TempDir
    private Path data;

    @Test
    void whatWasAcknowledgedIsThereOnceWhereverTheProcessWasKilled() throws IOException, InterruptedException {
        var crashes = new Crashes(data, new SqliteDatabase(data));
        for (var round = 0; round < ROUNDS; round++) {
            assertEquals(KILLED, crashes.run(JournalCrashIT::kill));
            crashes.check();
        }
    }

    @Test
    void onPostgresqlToo() throws IOException, InterruptedException {
        try (var server = PostgresqlServer.start()) {
            var address = server.newDatabase();
            var crashes = new Crashes(data, PostgresqlServer.ledger(address), address);
            for (var round = 0; round < ROUNDS; round++) {
                assertEquals(KILLED, crashes.run(JournalCrashIT::kill));
                crashes.check();
            }
        }
    }

    @Test
    void andWhereverPostgresqlWasKilledUnderIt() throws IOException, InterruptedException {
        try (var server = PostgresqlServer.start()) {
            var address = server.newDatabase();
            var crashes = new Crashes(data, PostgresqlServer.ledger(address), address);
            for (var round = 0; round < ROUNDS; round++) {
                assertNotEquals(0, crashes.run(appending -> server.kill()), "it must say that it stopped");
                server.restart();
                crashes.check();
            }
        }
    }

    @Test
    void andWhenPostgresqlsDiskIsFull() throws IOException, InterruptedException {
        try (var disk = SmallDisk.of(160);
                var server = PostgresqlServer.startIn(disk.place())) {
            var address = server.newDatabase();
            var crashes = new Crashes(data, PostgresqlServer.ledger(address), address);
            for (var round = 0; round < 2; round++) {
                assertNotEquals(0, crashes.run(appending -> disk.fill()), "it must say that it stopped");
                disk.free();
                server.restartIfEnded();
                crashes.check();
            }
        }
    }

    private static void kill(Process appending) {
        appending.toHandle().destroyForcibly();
    }
}
