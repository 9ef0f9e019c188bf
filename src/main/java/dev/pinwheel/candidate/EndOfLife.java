package dev.pinwheel.candidate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The last day on which a distribution gives free security updates for a release: of Debian with its long-term
 * support, of Ubuntu its standard support, of Alpine its main repository.
 */
final class EndOfLife {

    private static final String TABLE = "end-of-life.csv";
    private static final EndOfLife KNOWN = read();

    private final Map<String, LocalDate> dates;

    private EndOfLife(Map<String, LocalDate> dates) {
        this.dates = dates;
    }

    private static EndOfLife read() {
        try (var table = EndOfLife.class.getResourceAsStream(TABLE)) {
            if (table == null) {
                throw new IllegalStateException("there is no resource " + TABLE);
            }
            var dates = new HashMap<String, LocalDate>();
            new String(table.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split(",", 2))
                    .forEach(cells -> dates.put(cells[0], LocalDate.parse(cells[1])));
            return new EndOfLife(dates);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * The date for a release or for one of its point releases; none where we do not know it.
     *
     * @param system such as {@code debian 12.15}
     */
    static Optional<LocalDate> of(String system) {
        for (var name = system; ; name = name.substring(0, name.lastIndexOf('.'))) {
            var date = KNOWN.dates.get(name);
            if (date != null) {
                return Optional.of(date);
            }
            if (name.lastIndexOf('.') < 0) {
                return Optional.empty();
            }
        }
    }
}
