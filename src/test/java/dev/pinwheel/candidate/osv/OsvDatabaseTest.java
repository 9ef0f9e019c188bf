package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Finding;
import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The rules of matching that others got wrong. */
class OsvDatabaseTest {

    private static final String CRITICAL = "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H";

    @Test
    void matchesTheSourcePackageAtTheSourcesVersion() throws Unreadable {
        var database = database(record("CVE-2026-1", "", affects("openssl", "3.0.15-1")));

        assertEquals(
                List.of(), findings(database, new DpkgPackage("libssl3", "3.0.14-1", "all", "openssl", "3.0.15-1")));
        assertEquals(List.of(), findings(database, new DpkgPackage("openssl", "3.0.14-1", "all", "other", "3.0.14-1")));
        assertEquals(
                List.of(finding("CVE-2026-1", "openssl", "3.0.14-1", Optional.of("3.0.15-1"))),
                findings(database, new DpkgPackage("libssl3", "3.0.15-1+b1", "all", "openssl", "3.0.14-1")));
    }

    @Test
    void findsAFlawOnceWhateverItIsCalled() throws Unreadable {
        var database = database(
                record("CVE-2026-1", "", affects("openssl", "2")),
                record("DEBIAN-CVE-2026-1", "\"upstream\": [\"CVE-2026-1\"],", affects("openssl", "2")),
                record("DSA-1-1", "\"upstream\": [\"CVE-2026-1\", \"CVE-2026-2\"],", affects("openssl", "2")),
                record("DLA-1-1", "\"aliases\": [\"DSA-1-1\"],", affects("openssl", "2")));

        assertEquals(
                List.of(
                        finding("CVE-2026-1", "openssl", "1", Optional.of("2")),
                        finding("CVE-2026-2", "openssl", "1", Optional.of("2"))),
                findings(database, installed("openssl", "1")));
    }

    @Test
    void findsAnAdvisoryWithoutACveOnceUnderAllItsNames() throws Unreadable {
        var database = database(
                record("DSA-1-1", "", affects("openssl", "2")),
                record("DLA-1-1", "\"aliases\": [\"DSA-1-1\"],", affects("dpkg", "2")),
                record("GHSA-x", "\"aliases\": [\"DSA-1-1\"],", affects("openssl", "2")));

        assertEquals(
                List.of(finding("DSA-1-1", "openssl", "1", Optional.of("2"))),
                findings(database, installed("openssl", "1")));
    }

    @Test
    void findsAFlawInEachSourcePackage() throws Unreadable {
        var database = database(record("CVE-2026-1", "", affects("a", "2") + "," + affects("b", "2")));

        assertEquals(
                List.of("CVE-2026-1 a", "CVE-2026-1 b"),
                findings(database, installed("a", "1"), installed("b", "1")).stream()
                        .map(Finding::key)
                        .toList());
    }

    @Test
    void takesTheLatestFixOfSeveralAdvisories() throws Unreadable {
        var database = database(
                record("CVE-2026-1", "", affects("openssl", "2")),
                record("DSA-1-1", "\"upstream\": [\"CVE-2026-1\"],", affects("openssl", "3")));

        assertEquals(
                List.of(finding("CVE-2026-1", "openssl", "1", Optional.of("3"))),
                findings(database, installed("openssl", "1")));
        assertEquals(
                List.of(finding("CVE-2026-1", "openssl", "2", Optional.of("3"))),
                findings(database, installed("openssl", "2")));
        assertEquals(List.of(), findings(database, installed("openssl", "3")));
    }

    @Test
    void takesUnfixedForLaterThanAnyFix() throws Unreadable {
        var database = database(
                record("CVE-2026-1", "", affectsForEver("openssl")),
                record("DSA-1-1", "\"upstream\": [\"CVE-2026-1\"],", affects("openssl", "3")));

        assertEquals(
                List.of(finding("CVE-2026-1", "openssl", "1", Optional.empty())),
                findings(database, installed("openssl", "1")));
    }

    @Test
    void namesTheOldestOfSeveralVersionsOfOneSource() throws Unreadable {
        var database = database(record("CVE-2026-1", "", affects("gcc", "20")));

        assertEquals(
                List.of(finding("CVE-2026-1", "gcc", "9", Optional.of("20"))),
                findings(database, installed("gcc", "10"), installed("gcc", "9")));
    }

    @Test
    void forgetsWithdrawnRecords() throws Unreadable {
        var database =
                database(record("CVE-2026-1", "\"withdrawn\": \"2026-11-20T00:00:00Z\",", affects("openssl", "2")));

        assertEquals(List.of(), findings(database, installed("openssl", "1")));
    }

    @Test
    void findsVersionsThatAreNamedOneByOne() throws Unreadable {
        var affected =
                "{\"package\": {\"ecosystem\": \"Debian:12\", \"name\": \"openssl\"}, \"versions\": [\"1.0-0\"]}";
        var database = database(record("CVE-2026-1", "", affected));

        assertEquals(1, findings(database, installed("openssl", "1.0")).size());
        assertEquals(0, findings(database, installed("openssl", "1.1")).size());
    }

    @Test
    void keepsReleasesApart() throws Unreadable {
        var database = database(record("CVE-2026-1", "", affects("openssl", "2").replace("Debian:12", "Debian:11")));

        assertEquals(List.of(), findings(database, installed("openssl", "1")));
        assertTrue(database.covers("11"));
        assertFalse(database.covers("12"));
    }

    @Test
    void takesTheSeverityAndTitleOfTheFlawsOwnRecord() throws Unreadable {
        var own = "\"summary\": \"A flaw\", \"severity\": [{\"type\": \"CVSS_V3\", \"score\": \"" + CRITICAL + "\"}],";
        var database = database(
                record("DSA-1-1", "\"upstream\": [\"CVE-2026-1\"], \"summary\": \"openssl\",", affects("openssl", "2")),
                record("CVE-2026-1", own, ""));

        assertEquals(
                List.of(new Finding("CVE-2026-1", "openssl", "1", Optional.of("2"), Severity.CRITICAL, "A flaw")),
                findings(database, installed("openssl", "1")));
    }

    @Test
    void doesNotKnowASeverityThatNobodyGave() throws Unreadable {
        var database = database(record("CVE-2026-1", "", affects("openssl", "2")));

        assertEquals(
                Severity.UNKNOWN,
                findings(database, installed("openssl", "1")).getFirst().severity());
    }

    @Test
    void isAsNewAsItsNewestRecord() throws Unreadable {
        var newer = record("CVE-2026-2", "", "").replace("2026-11-01", "2026-11-02");

        var database = database(record("CVE-2026-1", "", ""), newer, record("CVE-2026-3", "", ""));

        assertEquals(Instant.parse("2026-11-02T00:00:00Z"), database.newest());
    }

    private static OsvDatabase database(String... records) throws Unreadable {
        var draft = new OsvDatabase.Draft();
        for (var record : records) {
            draft.add(new OsvParser(Set.of("11", "12")).parse(record.getBytes(StandardCharsets.UTF_8)));
        }
        return draft.finish(Digest.of(new byte[0]));
    }

    private static String record(String id, String more, String affected) {
        return "{\"id\": \"%s\", %s \"modified\": \"2026-11-01T00:00:00Z\", \"affected\": [%s]}"
                .formatted(id, more, affected);
    }

    private static String affects(String source, String fixed) {
        return affectsForEver(source).replace("}]}]", "}, {\"fixed\": \"" + fixed + "\"}]}]");
    }

    private static String affectsForEver(String source) {
        return "{\"package\": {\"ecosystem\": \"Debian:12\", \"name\": \"" + source + "\"},"
                + " \"ranges\": [{\"type\": \"ECOSYSTEM\", \"events\": [{\"introduced\": \"0\"}]}]}";
    }

    private static DpkgPackage installed(String source, String version) {
        return new DpkgPackage(source, version, "all", source, version);
    }

    private static List<Finding> findings(OsvDatabase database, DpkgPackage... packages) {
        return database.findings(new DebianSystem("debian 12", "12", Arrays.asList(packages)));
    }

    private static Finding finding(String id, String source, String installed, Optional<String> fixed) {
        return new Finding(id, source, installed, fixed, Severity.UNKNOWN, "");
    }
}
