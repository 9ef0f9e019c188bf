package dev.pinwheel;

import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.Environment;
import dev.pinwheel.config.HttpSettings;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.config.LedgerSettings;
import dev.pinwheel.config.Secret;
import dev.pinwheel.event.Event;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.CosigningKeyFile;
import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.KeyRotation;
import dev.pinwheel.journal.NewOrigin;
import dev.pinwheel.journal.Store;
import dev.pinwheel.journal.sql.PostgresqlAddress;
import dev.pinwheel.journal.sql.PostgresqlDatabase;
import dev.pinwheel.journal.sql.SqliteDatabase;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.VerifierKey;
import dev.pinwheel.witness.Witness;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts what a configuration describes. */
public final class Launch {

    /** How long a process that ends may take to let go of the ledger. */
    private static final Duration HANDOVER = Duration.ofSeconds(10);

    private Launch() {}

    /** The clock that everything goes by. */
    public static Clock clock() {
        return Clock.systemUTC();
    }

    /** This machine as the configuration's programs see it. */
    public static Machine machine(Environment environment) {
        return new Machine(environment.path(), Containment.strongest());
    }

    /**
     * A look at what of a configuration can be used on this machine.
     *
     * @throws IOException if a file that it names cannot be read
     * @throws InvalidConfigurationException if a part of it makes no sense
     */
    public static Checkup checkup(Configuration configuration, Machine machine)
            throws IOException, InvalidConfigurationException {
        return new Checkup(configuration, assembly(configuration, machine, clock()));
    }

    /**
     * A bot that has started and proposes nothing yet.
     *
     * @throws IOException if the data directory cannot be used
     * @throws InvalidConfigurationException if a part of the configuration makes no sense
     */
    public static Bot bot(Configuration configuration, Machine machine, Consumer<Event> audience)
            throws IOException, InvalidConfigurationException {
        var assembly = assembly(configuration, machine, clock());
        var store = database(configuration.data().toAbsolutePath(), configuration.ledger())
                .open();
        return bot(configuration, assembly, audience, store);
    }

    /** The same on a ledger that is open; it is closed with the bot, also when this throws. */
    static Bot bot(Configuration configuration, Assembly assembly, Consumer<Event> audience, Store store)
            throws IOException, InvalidConfigurationException {
        var clock = clock();
        var data = configuration.data().toAbsolutePath();
        var kept = configuration.ledger().checkpoints();
        var journal = Journal.open(data, Optional.of(configuration.origin()), store, kept, clock);
        var vertx = Vertx.vertx();
        try {
            var evidence = new Evidence(data.resolve("evidence"));
            if (configuration.ledger().mlDsa()) {
                var file = new CosigningKeyFile(data, "ledger-mldsa", CosignerKey.Algorithm.ML_DSA_44);
                journal.signAlso(file.open(journal.key().name()), clock);
            }
            var witnessing = Witnessing.of(configuration.ledger(), journal.key());
            var ground = new Ground(configuration, assembly.contexts(), journal, evidence, witnessing, clock);
            return started(vertx, assembly.parts(vertx), ground, audience);
        } catch (IOException | InvalidConfigurationException | RuntimeException e) {
            vertx.close().await();
            journal.close();
            throw e;
        }
    }

    private static Bot started(Vertx vertx, Parts parts, Ground ground, Consumer<Event> audience) throws IOException {
        try {
            var bot = new Bot(vertx, parts, ground);
            bot.start(audience);
            return bot;
        } catch (IOException | RuntimeException e) {
            parts.registry().close();
            parts.close();
            throw e;
        }
    }

    /**
     * A node of the service; {@link Node#run} serves.
     *
     * @param audience hears every event
     * @param say is told, in a sentence, what the node does from now on
     * @throws IOException if a file that the configuration names cannot be read
     * @throws InvalidConfigurationException if a part of the configuration makes no sense
     */
    public static Node node(
            Configuration configuration, Machine machine, Consumer<Event> audience, Consumer<String> say)
            throws IOException, InvalidConfigurationException {
        return new Node(configuration, assembly(configuration, machine, clock()), audience, say);
    }

    /**
     * The database that the ledger is kept in.
     *
     * @param data the data directory
     * @throws InvalidConfigurationException if its address makes no sense
     */
    public static Database database(Path data, LedgerSettings settings) throws InvalidConfigurationException {
        return database(data, settings, HANDOVER);
    }

    /**
     * The same.
     *
     * @param patience how long to wait for another process to let go of the ledger
     */
    static Database database(Path data, LedgerSettings settings, Duration patience)
            throws InvalidConfigurationException {
        if (settings.database().isEmpty()) {
            return new SqliteDatabase(data);
        }
        try {
            var address = PostgresqlAddress.parse(settings.database().get());
            return new PostgresqlDatabase(address, settings.password().map(Secret::value), patience);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    "the configuration", List.of("ledger.database: " + String.valueOf(e.getMessage())));
        }
    }

    /** Gives the ledger in this database a new key, and returns it. */
    public static VerifierKey rotateKey(Path data, Database database, String reason) {
        return KeyRotation.rotate(data, database.open(), reason, Clock.systemUTC());
    }

    /**
     * Ends the old ledger and begins one of another origin in the new place.
     *
     * @return the verifier key of the new one
     */
    public static VerifierKey newOrigin(NewOrigin.Place old, NewOrigin.Place next, String origin, String reason) {
        return new NewOrigin(old, next, Clock.systemUTC()).begin(origin, reason);
    }

    /**
     * A witness that listens.
     *
     * @param name what it is called in its key
     * @param logs the keys of the logs that it watches
     * @throws IOException if its directory cannot be used
     */
    public static WitnessService witness(Path data, String name, List<VerifierKey> logs, HttpSettings http)
            throws IOException {
        var key = new CosigningKeyFile(data, "witness", CosignerKey.Algorithm.ED25519).open(name);
        var service = new WitnessService(Witness.open(data, key, logs, Clock.systemUTC()), http);
        service.start();
        return service;
    }

    /** The adapters that a configuration chooses, which checks what only they can check. */
    static Assembly assembly(Configuration configuration, Machine machine, Clock clock)
            throws IOException, InvalidConfigurationException {
        try {
            return new Assembly(configuration, machine, clock);
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException("the configuration", List.of(String.valueOf(e.getMessage())));
        }
    }
}
