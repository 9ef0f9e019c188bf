package dev.pinwheel.journal.sql;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.watch.LookLines;
import java.io.IOException;
import java.util.HashMap;
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
            var rows = LookRows.now(session, host);
            checkSize(rows.size());
            rows.read(reader);
            batches.worked();
        } catch (IOException e) {
            throw batches.failed(
                    new IOException("tried to read what was looked at at " + host + " but " + e.getMessage(), e));
        }
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

    /** Deletes first, then adds all in one transaction, but for lines of a registry of which too much is kept. */
    private void send(Map<RegistryHost, LookBatches.Batch> waiting) throws IOException {
        var grown = new HashMap<RegistryHost, Long>();
        try {
            for (var batch : waiting.entrySet()) {
                if (batch.getValue().isAfresh()) {
                    LookRows.now(session, batch.getKey()).delete();
                }
            }
            session.transaction(open -> {
                waiting.forEach((host, batch) -> grown.put(host, add(open, host, batch)));
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
    private long add(Session open, RegistryHost host, LookBatches.Batch batch) {
        var known = batch.isAfresh() ? Long.valueOf(0) : sizes.get(host);
        var before = known == null ? LookRows.size(open, host) : known;
        var lines = batch.lines();
        var after = before + lines.stream().mapToLong(line -> line.length() + 1).sum();
        for (var from = 0; from < lines.size() && after <= most; from += ROW) {
            var row = lines.subList(from, Math.min(lines.size(), from + ROW));
            open.insert(Queries.named("add-looks"), host.name(), String.join("\n", row) + "\n");
        }
        return after;
    }

    @Override
    public void close() {
        try (session) {
            batches.close();
        }
    }
}
