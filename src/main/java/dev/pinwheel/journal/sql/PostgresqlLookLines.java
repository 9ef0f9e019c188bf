package dev.pinwheel.journal.sql;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.watch.LookLines;
import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The lines of look logs in the database that the nodes share, for the node that takes over. They are sent by a thread of
 * its own, many together: no look waits for the server, and what a server that is away does not take is lost.
 */
public final class PostgresqlLookLines implements LookLines {

    /** How many lines a row has at most. */
    private static final int ROW = 500;

    private final BoundedSession session;
    private final PostgresqlAddress address;
    private final long most;
    private final Map<RegistryHost, Long> sizes = new HashMap<>();
    private final LookBatches batches;

    /** The lines in this database, whose tables are there before any is added. */
    public PostgresqlLookLines(PostgresqlAddress address, Optional<String> password) {
        this(address, password, MOST);
    }

    /**
     * The same with other sizes.
     *
     * @param most how many bytes are kept of a registry
     */
    PostgresqlLookLines(PostgresqlAddress address, Optional<String> password, long most) {
        this.session = new BoundedSession(new PostgresqlLogin(address, password), PostgresqlBudget.OPTIONS);
        this.address = address;
        this.most = most;
        this.batches = new LookBatches(this::send);
    }

    @Override
    public void read(RegistryHost host, Consumer<String> reader) throws IOException {
        batches.sendNow();
        try {
            checkSize(session.transaction(open -> size(open, host)));
            var last = -1L;
            for (var rows = rows(host, last); !rows.isEmpty(); rows = rows(host, last)) {
                rows.forEach(row -> row.lines().lines().forEach(reader));
                last = rows.getLast().id();
            }
            batches.worked();
        } catch (IOException e) {
            throw batches.failed(
                    new IOException("tried to read what was looked at at " + host + " but " + e.getMessage(), e));
        }
    }

    /** A row of the table. */
    private record Lines(long id, String lines) {}

    /** A few rows at once: neither memory nor a transaction is for all of them. */
    private List<Lines> rows(RegistryHost host, long after) throws IOException {
        return session.transaction(open -> open.list(
                Queries.named("next-looks"),
                row -> new Lines(row.getLong("id"), row.getString("lines")),
                host.name(),
                after));
    }

    private void checkSize(long size) throws IOException {
        if (size > most) {
            throw new IOException(address + " has " + size + " bytes of it, more than " + most);
        }
    }

    @Override
    public void add(RegistryHost host, String line) throws IOException {
        batches.add(host, line);
    }

    @Override
    public void delete(RegistryHost host) throws IOException {
        batches.delete(host);
    }

    /** All of it in one transaction, but for lines of a registry of which too much is kept. */
    private void send(Map<RegistryHost, LookBatches.Batch> waiting) throws IOException {
        var grown = new HashMap<RegistryHost, Long>();
        try {
            session.transaction(open -> {
                waiting.forEach((host, batch) -> grown.put(host, send(open, host, batch)));
                return grown;
            });
            sizes.putAll(grown);
            for (var size : grown.values()) {
                checkSize(size);
            }
        } catch (IOException e) {
            throw new IOException(
                    "tried to note what was looked at at " + waiting.keySet() + " but " + e.getMessage(), e);
        }
    }

    /** How many bytes there are of a registry then, or would be. */
    private long send(Session open, RegistryHost host, LookBatches.Batch batch) {
        if (batch.isAfresh()) {
            open.update(Queries.named("forget-looks"), host.name());
        }
        var known = batch.isAfresh() ? Long.valueOf(0) : sizes.get(host);
        var before = known == null ? size(open, host) : known;
        var lines = batch.lines();
        var after = before + lines.stream().mapToLong(line -> line.length() + 1).sum();
        for (var from = 0; from < lines.size() && after <= most; from += ROW) {
            var row = lines.subList(from, Math.min(lines.size(), from + ROW));
            open.insert(Queries.named("add-looks"), host.name(), String.join("\n", row) + "\n");
        }
        return after;
    }

    private static long size(Session open, RegistryHost host) {
        return open.one(Queries.named("size-of-looks"), row -> row.getLong(1), host.name());
    }

    @Override
    public void close() {
        try (session) {
            batches.close();
        }
    }
}
