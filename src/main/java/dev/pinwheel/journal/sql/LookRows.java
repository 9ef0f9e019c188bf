package dev.pinwheel.journal.sql;

import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;

/**
 * The rows of a registry's look log as they are at one moment, those that are added later not among them. They are read
 * and deleted in portions, each a transaction that is short however many rows there are.
 */
record LookRows(BoundedSession session, RegistryHost host, State state) {

    /**
     * What there is.
     *
     * @param size how many bytes
     * @param last the greatest id
     */
    private record State(long size, long last) {}

    /** What was done to a portion, and its greatest id. */
    private record Portion<T>(T done, long end) {}

    private interface Work<T> {
        T in(Session open, Object... range);
    }

    /** All that there are now. */
    static LookRows now(BoundedSession session, RegistryHost host) throws IOException {
        return new LookRows(session, host, session.transaction(open -> state(open, host)));
    }

    private static State state(Session open, RegistryHost host) {
        return open.one(
                Queries.named("state-of-looks"),
                row -> new State(row.getLong("size"), row.getLong("last")),
                host.name());
    }

    /** How many bytes there are of a registry, as this session sees it. */
    static long size(Session open, RegistryHost host) {
        return state(open, host).size();
    }

    /** How many bytes there are. */
    long size() {
        return state.size();
    }

    /** Reads the lines in the order in which they were added. */
    void read(Consumer<String> reader) throws IOException {
        portions(
                (open, range) -> open.list(Queries.named("looks"), row -> row.getString("lines"), range),
                (List<String> rows) -> rows.forEach(row -> row.lines().forEach(reader)));
    }

    /** Deletes them; where that fails, some of them may be deleted. */
    void delete() throws IOException {
        portions((open, range) -> open.update(Queries.named("forget-looks"), range), deleted -> {});
    }

    private <T> void portions(Work<T> work, Consumer<T> reader) throws IOException {
        for (var after = 0L; after < state.last(); ) {
            var portion = portion(work, after);
            reader.accept(portion.done());
            after = portion.end();
        }
    }

    /** The portion after this row; it ends with the last row where another node has deleted the rest. */
    private <T> Portion<T> portion(Work<T> work, long after) throws IOException {
        return session.transaction(open -> {
            var found =
                    open.one(Queries.named("end-of-looks"), row -> row.getLong(1), host.name(), after, state.last());
            var end = found == 0 ? state.last() : found;
            return new Portion<>(work.in(open, host.name(), after, end), end);
        });
    }
}
