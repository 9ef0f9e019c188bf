package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PostgresqlAddressTest {

    @Test
    void isWrittenAsLibpqWritesIt() {
        var address = PostgresqlAddress.parse(
                "postgresql://pin%40wheel@db.example.com:5433/led%20ger?sslmode=verify-ca&sslrootcert=/etc/ca.pem");

        var expected = new PostgresqlAddress(
                "db.example.com", 5433, "led ger", "pin@wheel", "verify-ca", Optional.of("/etc/ca.pem"));
        assertEquals(expected, address);
        assertEquals("postgresql://db.example.com:5433/led ger", address.toString());
    }

    @ParameterizedTest
    @CsvSource({
        "db.example.com, verify-full",
        "10.0.0.7, verify-full",
        "localhost.example.com, verify-full",
        "localhost, disable",
        "127.0.0.1, disable",
        "[::1], disable"
    })
    void theServersCertificateIsVerifiedUnlessItIsThisMachine(String host, String mode) {
        var address = PostgresqlAddress.parse("postgresql://pinwheel@" + host + "/ledger");

        assertEquals(mode, address.certificates());
        assertEquals(5432, address.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "ledger",
                "postgresql://db.example.com/ledger",
                "postgresql://pinwheel@db.example.com",
                "postgresql://pinwheel@db.example.com/",
                "postgresql:///ledger",
                "jdbc:postgresql://pinwheel@db.example.com/ledger",
                "mysql://pinwheel@db.example.com/ledger",
                "postgresql://pinwheel@db.example.com/ledger?sslmode=prefer",
                "postgresql://pinwheel@db.example.com/ledger?socketFactory=com.example.Evil",
                "postgresql://pinwheel:hunter2@db.example.com/ledger",
                "postgresql://pinwheel:hunter 2@db.example.com/ledger"
            })
    void whatIsNoAddressIsRefusedAndNotRepeated(String text) {
        var refusal = assertThrows(IllegalArgumentException.class, () -> PostgresqlAddress.parse(text));

        assertTrue(String.valueOf(refusal.getMessage()).startsWith("m"), refusal.getMessage());
        assertFalse(refusal.toString().contains("hunter"), refusal.toString());
    }
}
