package dev.pinwheel.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CsvTest {

    @Test
    void plainCellsStayAsTheyAre() {
        assertEquals("debian:12,sha256:ab,,7\r\n", Csv.line(List.of("debian:12", "sha256:ab", "", "7")));
    }

    @Test
    void quotesAreDoubledAndLineBreaksKept() {
        assertEquals("\"a \"\"b\"\"\",\"c,d\",\"e\r\nf\"\r\n", Csv.line(List.of("a \"b\"", "c,d", "e\r\nf")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"=1+1", "+1", "-1", "@SUM(A1)", " =1", "\t=1", "\r=1", "\u00A0=1", "\uFF1D1", "\u0000=1"})
    void whatASpreadsheetWouldCalculateBecomesText(String cell) {
        assertEquals("\"'" + cell + "\"\r\n", Csv.line(List.of(cell)));
    }
}
