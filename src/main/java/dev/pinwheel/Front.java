package dev.pinwheel;

import dev.pinwheel.audit.Notebook;
import dev.pinwheel.audit.sql.SqliteNotebook;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.HooksSettings;
import dev.pinwheel.config.HttpSettings;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Entries;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.web.ClosedDoorVerticle;
import dev.pinwheel.web.HealthVerticle;
import dev.pinwheel.web.PublishedLog;
import dev.pinwheel.web.Vitals;
import dev.pinwheel.web.audit.AuditRoutes;
import dev.pinwheel.web.audit.Records;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** What a node answers whatever it does: its health, the auditors' questions, the log, and, without a leader's door, 503. */
final class Front implements AutoCloseable {

    private static final int ANSWERS_AT_ONCE = 2;

    private static final long MOST_NOTES = 4L << 30;

    private static final DeploymentOptions ON_VIRTUAL_THREADS =
            new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);

    private final Vertx vertx = Vertx.vertx();
    private final Configuration configuration;
    private final Vitals vitals;
    private final BooleanSupplier publishes;
    private Optional<String> closedDoor = Optional.empty();
    private boolean open;

    /**
     * The front of a node that is so.
     *
     * @param publishes whether what is published lies in this node's own directory
     */
    Front(Configuration configuration, Vitals vitals, BooleanSupplier publishes) {
        this.configuration = configuration;
        this.vitals = vitals;
        this.publishes = publishes;
    }

    /** Begins to answer, once. */
    void open() throws IOException {
        if (!open && configuration.http().isPresent()) {
            answer(configuration.http().get());
        }
        open = true;
    }

    private void answer(HttpSettings http) throws IOException {
        var data = configuration.data().toAbsolutePath();
        var evidence = new Evidence(data.resolve("evidence"));
        var records = new Records(this::read, evidence::find, Front::notebook);
        var audit = new AuditRoutes(records, Launch.clock(), ANSWERS_AT_ONCE);
        var published = new PublishedLog(
                new LogDirectory(data.resolve("log")),
                () -> publishes.getAsBoolean() ? Optional.empty() : Optional.of(read()));
        var health = new HealthVerticle(vitals, http.host(), http.port()).also(router -> {
            audit.mount(router);
            published.mount(router);
        });
        vertx.deployVerticle(health, ON_VIRTUAL_THREADS).await();
    }

    /** Notes that do not fill the disk that the ledger may lie on, whatever somebody asks. */
    static Notebook notebook() {
        return new SqliteNotebook(MOST_NOTES);
    }

    /** The ledger's entries, opened anew to read. */
    private Entries read() {
        try {
            return Launch.database(configuration.data().toAbsolutePath(), configuration.ledger())
                    .read();
        } catch (InvalidConfigurationException e) {
            throw new JournalException("tried to open the ledger to read it", e);
        }
    }

    /** Whether the ledger can be read at all. */
    boolean canRead() {
        try (var entries = read()) {
            return entries.head().size() >= 0;
        } catch (JournalException e) {
            return false;
        }
    }

    /** Answers hooks with 503 until the door is {@linkplain #clearDoor cleared}. */
    void closeDoor() {
        if (closedDoor.isEmpty()) {
            closedDoor = configuration.hooks().map(this::closed);
        }
    }

    private String closed(HooksSettings hooks) {
        return vertx.deployVerticle(new ClosedDoorVerticle(Bot.limits(hooks), hooks.host(), hooks.port()))
                .await();
    }

    /** Leaves the door to whoever opens it next. */
    void clearDoor() {
        closedDoor.ifPresent(deployed -> vertx.undeploy(deployed).await());
        closedDoor = Optional.empty();
    }

    @Override
    public void close() {
        vertx.close().await();
    }
}
