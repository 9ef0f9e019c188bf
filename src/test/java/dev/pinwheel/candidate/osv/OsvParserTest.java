package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Severity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OsvParserTest {

    private static final String RECORD = """
            {"id": "DEBIAN-CVE-2026-1", "modified": "2026-11-20T01:02:03.4Z", "upstream": ["CVE-2026-1"],
             "details": "A flaw.\\nMore of it.",
             "severity": [{"type": "CVSS_V3", "score": "CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"}],
             "affected": [
               {"package": {"ecosystem": "Debian:12", "name": "openssl"},
                "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "3.0.15-1"}]}],
                "versions": ["3.0.14-1"],
                "ecosystem_specific": {"urgency": "not yet assigned"}}]}
            """;

    @Test
    void readsWhatARecordSaysAboutDebian() throws Unreadable {
        var record = parse(RECORD);

        assertEquals("CVE-2026-1", record.id());
        assertEquals(Set.of("CVE-2026-1"), record.names());
        assertEquals(Instant.parse("2026-11-20T01:02:03.400Z"), record.modified());
        assertEquals("A flaw.", record.title());
        var affected = record.affected().getFirst();
        assertEquals("12", affected.release());
        assertEquals("openssl", affected.source());
        assertEquals(Severity.CRITICAL, affected.severity());
        assertTrue(affected.contains(DebianVersion.parse("3.0.14-1")));
    }

    @Test
    void leavesOutWhatIsAboutNoReleaseThatMatters() throws Unreadable {
        assertEquals(List.of(), parse(RECORD.replace("Debian:12", "Debian")).affected());
        assertEquals(
                List.of(), parse(RECORD.replace("Debian:12", "Ubuntu:22.04")).affected());
    }

    @Test
    void seesThatARecordWasWithdrawn() throws Unreadable {
        var withdrawn = RECORD.replaceFirst("\\{", "{\"withdrawn\": \"2026-11-20T00:00:00Z\", ");

        assertTrue(parse(withdrawn).withdrawn());
        assertEquals(false, parse(RECORD).withdrawn());
    }

    @ParameterizedTest
    @CsvSource({
        "not yet assigned, UNKNOWN",
        "end-of-life, UNKNOWN",
        "unimportant, NEGLIGIBLE",
        "low, LOW",
        "low**, LOW",
        "medium, MEDIUM",
        "high, HIGH",
    })
    void takesDebiansUrgencyWhereThereIsNoScore(String urgency, Severity severity) throws Unreadable {
        assertEquals(severity, severity(unrated().replace("not yet assigned", urgency)));
    }

    @Test
    void takesTheScoreRatherThanTheUrgency() throws Unreadable {
        assertEquals(Severity.CRITICAL, severity(RECORD.replace("not yet assigned", "low")));
    }

    @Test
    void takesDebiansUnimportantRatherThanTheScore() throws Unreadable {
        assertEquals(Severity.NEGLIGIBLE, severity(RECORD.replace("not yet assigned", "unimportant")));
    }

    @Test
    void takesAWordWhereThereIsNoScoreThatItCanCompute() throws Unreadable {
        var word = unrated().replace("\"urgency\": \"not yet assigned\"", "\"severity\": \"MODERATE\"");

        assertEquals(Severity.MEDIUM, severity(word));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"id\": \"x\"}",
                "{\"id\": \"x\", \"modified\": \"yesterday\"}",
                "{\"id\": 7, \"modified\": \"2026-11-20T00:00:00Z\"}",
                "{\"id\": \"x\", \"modified\": \"2026-11-20T00:00:00Z\", \"affected\": {}}",
                "{\"id\": \"x\", \"id\": \"y\", \"modified\": \"2026-11-20T00:00:00Z\"}"
            })
    void refusesWhatIsNoRecord(String text) {
        assertThrows(Unreadable.class, () -> parse(text));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ECOSYSTEM | SEMVER",
                "ECOSYSTEM | GIT_OF_SOME_KIND",
                "introduced | brought",
                "\"3.0.15-1\"} | \"x:1\"}",
                "\"3.0.15-1\"} | 3}",
                "{\"introduced\": \"0\"}, | ''",
                "\"name\": \"openssl\" | \"name\": \"\"",
                "\"3.0.14-1\" | \"\"",
                "\"versions\": [\"3.0.14-1\"] | \"versions\": \"3.0.14-1\"",
                "{\"fixed\": \"3.0.15-1\"} | {\"fixed\": \"3.0.15-1\", \"introduced\": \"4\"}",
            })
    void refusesWhatItDoesNotUnderstandAboutDebian(String good, String bad) {
        assertThrows(Unreadable.class, () -> parse(RECORD.replace(good, bad)));
    }

    @Test
    void refusesARecordThatNamesNoVersions() {
        var record = RECORD.replaceAll("\"ranges.*\\n", "").replaceAll("\"versions.*\\n", "");

        assertThrows(Unreadable.class, () -> parse(record));
    }

    private static String unrated() {
        return RECORD.replace("CVSS:3.1/AV:N", "CVSS:4.0/AV:N");
    }

    private static Severity severity(String record) throws Unreadable {
        return parse(record).affected().getFirst().severity();
    }

    private static OsvRecord parse(String text) throws Unreadable {
        return new OsvParser(Set.of("12")).parse(text.getBytes(StandardCharsets.UTF_8));
    }
}
