package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Asked;
import dev.pinwheel.audit.Inquiry;
import dev.pinwheel.audit.Questions;
import dev.pinwheel.audit.Reports;
import dev.pinwheel.audit.Told;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * What a bundle says in tables and in its report: all of it follows from the entries and the evidence, so
 * that who has these can make it again and hold it against what the bundle says.
 */
final class Tables implements AutoCloseable {

    private final Members members;
    private final List<Table> tables = new ArrayList<>();
    private final List<Inquiry> inquiries = new ArrayList<>();
    private final TreeMap<String, Long> types = new TreeMap<>();

    Tables(Members members, Reports reports) throws IOException {
        this.members = members;
        for (var question : Questions.answered()) {
            var table = new Table(question, members.open(Layout.table(question.name())));
            tables.add(table);
            inquiries.add(question.start().begin(Asked.EVERYTHING, reports, table));
        }
    }

    /** Hears of the next entry. */
    void hear(Told entry) {
        types.merge(entry.type(), 1L, Long::sum);
        entry.fact().ifPresent(fact -> inquiries.forEach(inquiry -> inquiry.hear(fact)));
    }

    /** Ends the tables and writes the report. */
    void end(Extent extent) throws IOException {
        inquiries.forEach(Inquiry::end);
        try (var report = new OutputStreamWriter(members.open(Layout.REPORT), StandardCharsets.UTF_8)) {
            new ReportPage(report).write(extent, types, tables);
        }
        close();
    }

    @Override
    public void close() throws IOException {
        for (var table : tables) {
            table.close();
        }
    }
}
