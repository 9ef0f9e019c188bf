package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Html;
import dev.pinwheel.audit.Question;
import dev.pinwheel.audit.Questions;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import java.util.Map;

/** The report for people: one page that needs nothing but itself, to read or to print. */
final class ReportPage {

    private static final String HEAD = """
            <!DOCTYPE html>
            <html lang="en"><head><meta charset="utf-8">
            <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
            <title>Ledger report</title>
            <style>
            body { font: 14px/1.4 sans-serif; margin: 2em; color: #111; background: #fff }
            table { border-collapse: collapse; font-size: 11px; margin: .5em 0 1.5em }
            th, td { border: 1px solid #bbb; padding: 2px 5px; text-align: left; vertical-align: top;
                     overflow-wrap: break-word }
            th { background: #eee; font-weight: 600 }
            h2 { font-size: 16px; margin: 1.5em 0 .4em; break-after: avoid }
            p { margin: .4em 0; break-after: avoid }
            thead { display: table-header-group }
            tr { break-inside: avoid }
            @page { size: A4 landscape; margin: 12mm }
            @media print { body { margin: 0 } table { font-size: 9px } th { print-color-adjust: exact } }
            </style></head><body>
            """;

    private final Writer page;

    ReportPage(Writer page) {
        this.page = page;
    }

    void write(Extent extent, Map<String, Long> types, List<Table> tables) throws IOException {
        page.write(HEAD);
        head(extent);
        table(
                List.of("type", "entries"),
                types.entrySet().stream()
                        .map(type -> List.of(type.getKey(), type.getValue().toString()))
                        .toList());
        for (var table : tables) {
            section(table);
        }
        unanswered();
        page.write("</body></html>\n");
    }

    private void head(Extent extent) throws IOException {
        page.write("<h1>Ledger " + Html.escape(extent.checkpoint().origin()) + "</h1>\n");
        paragraph("Entries " + extent.from() + " to " + (extent.to() - 1) + " of "
                + extent.checkpoint().size() + ". Root hash "
                + extent.checkpoint().root() + ".");
        if (!extent.isWhole()) {
            paragraph("This is a part of the ledger. The answers below know nothing of the entries outside of it.");
        }
        paragraph("Believe this page only after the bundle is verified: VERIFY.md says how, also without Pinwheel.");
    }

    private void section(Table table) throws IOException {
        var question = table.question();
        heading(question);
        if (!question.without().isEmpty()) {
            paragraph("Not answered yet: " + question.without() + ".");
        }
        if (table.rows() == 0) {
            paragraph("Nothing.");
            return;
        }
        table(question.columns(), table.first());
        if (table.rows() > table.first().size()) {
            paragraph("These are the first " + table.first().size() + " of " + table.rows() + " rows; all are in "
                    + Layout.table(question.name()) + ".");
        }
    }

    private void heading(Question question) throws IOException {
        page.write("<h2>" + question.number() + ". " + Html.escape(question.asks()) + "</h2>\n");
    }

    private void unanswered() throws IOException {
        for (var question : Questions.all()) {
            switch (question) {
                case Question.Answered answered -> {}
                case Question.Elsewhere elsewhere -> {
                    heading(elsewhere);
                    paragraph("Ask " + elsewhere.command());
                }
                case Question.Open open -> {
                    heading(open);
                    paragraph("Open. It waits for " + open.waitsFor() + ".");
                }
            }
        }
    }

    private void paragraph(String text) throws IOException {
        page.write("<p>" + Html.escape(text) + "</p>\n");
    }

    private void table(List<String> columns, List<List<String>> rows) throws IOException {
        page.write("<table><thead>");
        row("th", columns.stream().map(column -> column.replace('_', ' ')).toList());
        page.write("</thead><tbody>\n");
        for (var cells : rows) {
            row("td", cells);
        }
        page.write("</tbody></table>\n");
    }

    private void row(String tag, List<String> cells) throws IOException {
        page.write("<tr>");
        for (var cell : cells) {
            page.write("<" + tag + ">" + Cell.html(cell) + "</" + tag + ">");
        }
        page.write("</tr>\n");
    }
}
