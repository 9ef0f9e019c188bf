package dev.pinwheel.audit;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;

/** Notes in memory, to hold others against, and for tests in which there are few. */
public final class MemoryNotebook implements Notebook {

    @Override
    public Notes notes() {
        return new Remembered();
    }

    @Override
    public void close() {}

    private record Noted(long place, List<String> key, List<String> row) {}

    private static final class Remembered implements Notes {

        private final TreeMap<byte[], Noted> rows = new TreeMap<>(Arrays::compareUnsigned);
        private long places;

        @Override
        public Optional<List<String>> find(List<String> key) {
            return Optional.ofNullable(rows.get(NoteText.print(key))).map(Noted::row);
        }

        @Override
        public void put(List<String> key, List<String> row) {
            var before = rows.get(NoteText.print(key));
            var place = before == null ? places++ : before.place();
            rows.put(NoteText.print(key), new Noted(place, List.copyOf(key), List.copyOf(row)));
        }

        @Override
        public void remove(List<String> key) {
            rows.remove(NoteText.print(key));
        }

        @Override
        public void each(List<String> prefix, Reader reader) {
            under(prefix).stream()
                    .sorted(Comparator.comparingLong(Noted::place))
                    .forEach(noted -> reader.read(noted.key(), noted.row()));
        }

        @Override
        public void sorted(List<String> prefix, Reader reader) {
            under(prefix).forEach(noted -> reader.read(noted.key(), noted.row()));
        }

        private List<Noted> under(List<String> prefix) {
            return List.copyOf(
                    rows.subMap(NoteText.print(prefix), NoteText.behind(prefix)).values());
        }
    }
}
