package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.CycleStarted;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.Samples;
import dev.pinwheel.registry.http.TestAuthority;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A PostgreSQL whose certificate is signed by an authority of its own, as an organisation's is. */
@Timeout(300)
class PostgresqlTlsIT {

    @TempDir
    private static Path folder;

    private static PostgresqlServer server;
    private static Path authority;

    private String address = "";

    @BeforeAll
    static void start() throws Exception {
        authority = TestAuthority.make(folder).directory().resolve("ca.pem");
        var directory = Files.createTempDirectory("pinwheel-postgresql");
        var certificate = Files.copy(folder.resolve("server.pem"), directory.resolve("server.pem"));
        var key = Files.copy(folder.resolve("server.key"), directory.resolve("server.key"));
        Files.setPosixFilePermissions(PostgresqlServer.own(key), PosixFilePermissions.fromString("rw-------"));
        server = PostgresqlServer.startIn(
                directory, "ssl=on", "ssl_cert_file=" + PostgresqlServer.own(certificate), "ssl_key_file=" + key);
    }

    @BeforeEach
    void makeDatabase() {
        address = server.newDatabase();
    }

    @AfterAll
    static void stop() throws Exception {
        if (server != null) {
            server.close();
        }
    }

    private String secured(String mode, Path root) {
        return address + "?sslmode=" + mode + "&sslrootcert=" + root;
    }

    private String refusal(String secured) {
        var ledger = PostgresqlServer.ledger(secured);
        return assertThrows(JournalException.class, ledger::open).toString();
    }

    @Test
    void theServersCertificateAndNameAreVerifiedWithTheAuthorityThatIsConfigured() throws Exception {
        var ledger = PostgresqlServer.ledger(secured("verify-full", authority));
        try (var journal = Journals.open(folder.resolve("data"), ledger)) {
            assertEquals(
                    1, journal.append(new CycleStarted(Samples.NOW, "test")).index());

            assertEquals(2, sessions("s.ssl"));
            assertEquals(0, sessions("NOT s.ssl"));
        }
    }

    /** How many of this test's there are. */
    private long sessions(String which) throws Exception {
        var database = address.substring(address.lastIndexOf('/') + 1);
        return server.count("SELECT count(*) FROM pg_stat_ssl s JOIN pg_stat_activity a USING (pid) WHERE " + which
                + " AND a.application_name = 'pinwheel' AND a.datname = '" + database + "'");
    }

    @Test
    void anotherAuthoritysCertificateIsRefused() throws Exception {
        var other = TestAuthority.make(Files.createDirectory(folder.resolve("other")))
                .directory();

        assertTrue(refusal(secured("verify-full", other.resolve("ca.pem"))).contains("tried to open the ledger"));
        assertTrue(refusal(secured("verify-ca", other.resolve("ca.pem"))).contains("path"));
    }

    @Test
    void anotherNameThanTheCertificatesIsRefused() {
        address = address.replace("127.0.0.1", "localhost");

        var message = refusal(secured("verify-full", authority));
        assertTrue(message.contains("localhost"), message);
        PostgresqlServer.ledger(secured("verify-ca", authority)).open().close();
    }

    @Test
    void withoutTheAuthorityJavasOwnAreTakenAndRefuseIt() {
        assertTrue(refusal(address + "?sslmode=verify-full").contains("tried to open the ledger"));
    }
}
