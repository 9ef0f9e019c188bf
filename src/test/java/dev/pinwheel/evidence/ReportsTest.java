package dev.pinwheel.evidence;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.event.Comparison;
import dev.pinwheel.event.Comparison.Application;
import dev.pinwheel.event.Finding;
import dev.pinwheel.event.PackageChange;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.event.Severity;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReportsTest {

    private static final Finding FINDING =
            new Finding("CVE-2026-1", "openssl", "3.0.20-1", Optional.of("3.0.22-1"), Severity.HIGH, "A title");

    @Test
    void aComparisonComesBackAsItWasStored() throws Exception {
        var comparison = new Comparison(
                new ScannerUsed("trivy", "0.68.2", Instant.parse("2026-11-21T00:00:00Z")),
                List.of(FINDING),
                List.of(),
                List.of(FINDING),
                List.of(new PackageChange("libssl3", Optional.of("3.0.20-1"), Optional.empty())),
                List.of(new Application("Dockerfile", List.of(FINDING), List.of(), true)));

        assertEquals(comparison, Reports.comparison(Reports.bytes(comparison)));
    }

    @Test
    void whatIsNoComparisonIsRefused() {
        assertThrows(IOException.class, () -> Reports.comparison("{\"fixed\": 3}".getBytes(UTF_8)));
    }
}
