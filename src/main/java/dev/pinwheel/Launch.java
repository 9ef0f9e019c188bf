package dev.pinwheel;

import dev.pinwheel.candidate.process.Containment;
import dev.pinwheel.candidate.process.Machine;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.Environment;
import dev.pinwheel.event.Event;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.sql.SqliteStore;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import java.util.function.Consumer;

/** Starts what a configuration describes. */
public final class Launch {

    private Launch() {}

    /** This machine as the configuration's programs see it. */
    public static Machine machine(Environment environment) {
        return new Machine(environment.path(), Containment.strongest());
    }

    /** A look at what of a configuration can be used on this machine. */
    public static Checkup checkup(Configuration configuration, Machine machine) {
        return new Checkup(configuration, new Assembly(configuration, machine, Clock.systemUTC()));
    }

    /**
     * A bot that has started and proposes nothing yet.
     *
     * @throws IOException if the data directory cannot be used
     */
    public static Bot bot(Configuration configuration, Machine machine, Consumer<Event> audience) throws IOException {
        var clock = Clock.systemUTC();
        var assembly = new Assembly(configuration, machine, clock);
        var data = configuration.data().toAbsolutePath();
        var journal = Journal.open(data, Optional.of(configuration.origin()), SqliteStore.open(data), clock);
        var ground =
                new Ground(configuration, assembly.contexts(), journal, new Evidence(data.resolve("evidence")), clock);
        var vertx = Vertx.vertx();
        var bot = new Bot(vertx, assembly.parts(vertx), ground);
        bot.start(audience);
        return bot;
    }
}
