package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.Answer;
import dev.pinwheel.audit.Csv;
import dev.pinwheel.audit.Question;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** An answer on its way into a CSV file; its first rows are kept for the report. */
final class Table implements Answer, AutoCloseable {

    private static final int KEPT = 100;

    private final Question.Answered question;
    private final Writer csv;
    private final List<List<String>> first = new ArrayList<>();
    private long rows;

    Table(Question.Answered question, OutputStream file) throws IOException {
        this.question = question;
        this.csv = new BufferedWriter(new OutputStreamWriter(file, StandardCharsets.UTF_8));
        csv.write(Csv.line(question.columns()));
    }

    @Override
    public void row(List<String> cells) {
        if (rows < KEPT) {
            first.add(List.copyOf(cells));
        }
        rows++;
        try {
            csv.write(Csv.line(cells));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Question.Answered question() {
        return question;
    }

    List<List<String>> first() {
        return List.copyOf(first);
    }

    long rows() {
        return rows;
    }

    @Override
    public void close() throws IOException {
        csv.close();
    }
}
