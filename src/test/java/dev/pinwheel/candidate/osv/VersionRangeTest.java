package dev.pinwheel.candidate.osv;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.candidate.osv.VersionRange.Change;
import dev.pinwheel.candidate.osv.VersionRange.Event;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionRangeTest {

    @ParameterizedTest(name = "[{0}] and {1}: {2}")
    @CsvSource({
        "introduced 0, 9, true",
        "introduced 0, 0~, true",
        "introduced 0; fixed 2, 1, true",
        "introduced 0; fixed 2, 2, false",
        "introduced 0; fixed 2, 2~deb12u1, true",
        "introduced 0; fixed 2, 2-0, false",
        "introduced 0; fixed 2-1, 2-1+deb12u1, false",
        "introduced 0; fixed 1:1, 9, true",
        "introduced 0; fixed 0, 1, false",
        "introduced 0; fixed 0, 0~, false",
        "fixed 2; introduced 0, 2, false",
        "introduced 1; fixed 2, 0.9, false",
        "introduced 1; fixed 2; introduced 3; fixed 4, 2.5, false",
        "introduced 1; fixed 2; introduced 3; fixed 4, 3, true",
        "introduced 1; fixed 2; introduced 2; fixed 3, 2, true",
        "introduced 0; last_affected 2, 2, true",
        "introduced 0; last_affected 2, 2+1, false",
        "introduced 2; last_affected 2, 2, true",
        "introduced 2; last_affected 2, 3, false",
        "introduced 0; limit 2, 1, true",
        "introduced 0; limit 2, 2, false",
    })
    void contains(String events, String installed, boolean expected) {
        assertEquals(expected, range(events).contains(DebianVersion.parse(installed)));
    }

    @Test
    void isFixedByTheNextFixAbove() {
        var range = range("introduced 0; fixed 2; introduced 3; fixed 4");

        assertEquals(Optional.of("2"), fixAbove(range, "1"));
        assertEquals(Optional.of("4"), fixAbove(range, "3"));
        assertEquals(Optional.empty(), fixAbove(range, "4"));
    }

    @Test
    void hasNoFixWithoutOne() {
        assertEquals(Optional.empty(), fixAbove(range("introduced 0"), "1"));
    }

    private static Optional<String> fixAbove(VersionRange range, String installed) {
        return range.fixAbove(DebianVersion.parse(installed)).map(DebianVersion::toString);
    }

    private static VersionRange range(String events) {
        return new VersionRange(Arrays.stream(events.split("; "))
                .map(event -> event.split(" "))
                .map(event ->
                        new Event(Change.valueOf(event[0].toUpperCase(Locale.ROOT)), DebianVersion.parse(event[1])))
                .toList());
    }
}
