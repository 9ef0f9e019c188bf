package dev.pinwheel.audit;

import dev.pinwheel.image.Digest;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.Entry;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * Entries that the auditor's seed chooses, so that nobody else can: of those that are asked for, the ones whose
 * number {@code SHA-256(seed in UTF-8, a newline, the index in decimal)} is the smallest. Whoever has the entries
 * can choose them again in a few lines of any language.
 */
public final class Sample {

    private static final HexFormat HEX = HexFormat.of();

    private final String seed;
    private final int count;

    private record Drawn(String number, Entry entry) {}

    /** A sample of at most {@code count} entries. */
    public Sample(String seed, int count) {
        if (count < 1 || count > 100_000) {
            throw new IllegalArgumentException("a sample has 1 to 100000 entries, not " + count);
        }
        this.seed = seed;
        this.count = count;
    }

    /** The population: entries of one type, or of all, within a period. */
    public record Population(Optional<String> type, Optional<Instant> from, Optional<Instant> to) {

        boolean holds(Entry entry) {
            return type.map(entry.type()::equals).orElse(true) && (isUnbounded() || isWithin(entry));
        }

        private boolean isUnbounded() {
            return from.isEmpty() && to.isEmpty();
        }

        private boolean isWithin(Entry entry) {
            var at = entry.text("at").map(Instant::parse);
            return at.isPresent()
                    && from.map(begin -> !at.get().isBefore(begin)).orElse(true)
                    && to.map(end -> at.get().isBefore(end)).orElse(true);
        }
    }

    /** The chosen entries of those up to, not including, {@code size}, in the order of their indices. */
    public List<Entry> of(Entries entries, long size, Population population) {
        var chosen =
                new PriorityQueue<Drawn>(Comparator.comparing(Drawn::number).reversed());
        Facts.entries(entries, 0, size, entry -> {
            if (population.holds(entry)) {
                chosen.add(new Drawn(number(entry.index()), entry));
                if (chosen.size() > count) {
                    chosen.remove();
                }
            }
        });
        var sample = new ArrayList<Entry>();
        chosen.forEach(drawn -> sample.add(drawn.entry()));
        sample.sort(Comparator.comparingLong(Entry::index));
        return sample;
    }

    private String number(long index) {
        var text = new ByteArrayOutputStream();
        text.writeBytes(seed.getBytes(StandardCharsets.UTF_8));
        text.write('\n');
        text.writeBytes(Long.toString(index).getBytes(StandardCharsets.US_ASCII));
        return HEX.formatHex(Digest.hasher("sha256").digest(text.toByteArray()));
    }
}
