package dev.pinwheel;

import dev.pinwheel.bus.Reason;
import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.event.Event;
import dev.pinwheel.journal.Database;
import dev.pinwheel.journal.HeldException;
import dev.pinwheel.journal.KeyFile;
import dev.pinwheel.journal.Store;
import dev.pinwheel.journal.UnfitException;
import dev.pinwheel.web.Standing;
import dev.pinwheel.web.Vitals;
import dev.pinwheel.web.hook.Tally;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One node of the service. It leads while it holds the ledger; where the ledger is in a database that other machines
 * reach, it stands by while another node holds it, and takes over. A ledger that must not or cannot be written makes it
 * read-only: it goes on answering, says why, and does nothing else.
 */
public final class Node implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration AT_ONCE = Duration.ofMillis(300);
    private static final Duration WAITING = Duration.ofSeconds(10);
    private static final int LONGEST_PAUSE_SECONDS = 30;
    private static final String RESTART = "mend that, then restart Pinwheel";
    private static final String AGAIN = "mend that; it is tried again every " + LONGEST_PAUSE_SECONDS + " s or sooner";

    private final Configuration configuration;
    private final Consumer<Event> audience;
    private final Consumer<String> say;
    private final Vitals vitals = new Vitals(new Tally());
    private final Front front;
    private final boolean isShared;
    private final CountDownLatch stopped = new CountDownLatch(1);
    private volatile Optional<Bot> leading = Optional.empty();
    private volatile boolean standsBy;
    private Assembly assembly;
    private int pauseSeconds = 1;

    Node(Configuration configuration, Assembly assembly, Consumer<Event> audience, Consumer<String> say)
            throws InvalidConfigurationException {
        this.configuration = configuration;
        this.assembly = assembly;
        this.audience = audience;
        this.say = say;
        this.front = new Front(configuration, vitals, () -> !standsBy);
        this.isShared = database(AT_ONCE).isShared();
    }

    private Database database(Duration patience) throws InvalidConfigurationException {
        return Launch.database(configuration.data().toAbsolutePath(), configuration.ledger(), patience);
    }

    /**
     * Serves until it is closed.
     *
     * @throws HeldException if another process writes the ledger, which only this machine reaches
     * @throws IOException if the data directory cannot be used
     * @throws InvalidConfigurationException if a part of the configuration makes no sense
     */
    public void run() throws IOException, InvalidConfigurationException, InterruptedException {
        var patience = AT_ONCE;
        while (stopped.getCount() > 0) {
            try {
                takeTurn(patience);
            } catch (IOException | RuntimeException e) {
                if (stopped.getCount() > 0) {
                    throw e;
                }
                LOG.debug("it was closed while it did something else", e);
            }
            patience = WAITING;
        }
    }

    /** Leads if the ledger lets it, and waits or goes on reading if not. */
    private void takeTurn(Duration patience) throws IOException, InvalidConfigurationException, InterruptedException {
        try {
            lead(database(patience).open());
        } catch (HeldException e) {
            standBy(e);
        } catch (UnfitException e) {
            readOnly(Reason.of(e), RESTART);
            stopped.await();
        } catch (RuntimeException e) {
            goOnReading(e);
        }
    }

    /** Does all work until that cannot go on. */
    private void lead(Store store) throws IOException, InvalidConfigurationException, InterruptedException {
        answer(store);
        var bot = bot(store);
        var begun = System.nanoTime();
        leading = Optional.of(bot);
        try {
            if (stopped.getCount() > 0) {
                work(bot);
            }
        } finally {
            leading = Optional.empty();
            end(bot);
            assembly = assembly.renewed();
        }
        if (System.nanoTime() - begun > TimeUnit.SECONDS.toNanos(LONGEST_PAUSE_SECONDS)) {
            pauseSeconds = 1;
        }
        if (bot.fatal().isPresent()) {
            throw bot.fatal().get();
        }
    }

    /** A bot that has started; what one that could not held is not used again. */
    private Bot bot(Store store) throws IOException, InvalidConfigurationException {
        try {
            return Launch.bot(configuration, assembly, this::hear, store);
        } catch (IOException | InvalidConfigurationException | RuntimeException e) {
            assembly = assembly.renewed();
            throw e;
        }
    }

    /** Answers while the ledger is still checked. */
    private void answer(Store store) throws IOException {
        try {
            front.open();
            front.closeDoor();
        } catch (IOException | RuntimeException e) {
            store.close();
            throw new IOException("tried to begin to answer over HTTP but " + e.getMessage(), e);
        }
    }

    private void work(Bot bot) throws IOException, InterruptedException {
        if (!begin(bot)) {
            return;
        }
        standsBy = false;
        vitals.is(new Standing.Leading(Launch.clock().instant()));
        tell("serving");
        bot.cycleOfDue("start");
        bot.awaitFatal();
    }

    /** Whether it serves now; it does not if it was closed meanwhile, or the ledger cannot be written any more. */
    private boolean begin(Bot bot) throws IOException {
        try {
            bot.propose();
            front.clearDoor();
            if (configuration.hooks().isPresent()) {
                bot.open(configuration.hooks().get(), vitals.hooks());
            }
            return true;
        } catch (RuntimeException e) {
            if (bot.fatal().isEmpty() && stopped.getCount() > 0) {
                throw new IOException("tried to begin to serve but " + e.getMessage(), e);
            }
            return false;
        }
    }

    private void hear(Event event) {
        vitals.hear(event);
        audience.accept(event);
    }

    private static void end(Bot bot) {
        try {
            bot.close();
        } catch (RuntimeException e) {
            LOG.warn("tried to stop all work but {}", e.getMessage());
        }
    }

    private void standBy(HeldException held) throws IOException {
        if (!isShared) {
            throw held;
        }
        front.open();
        front.closeDoor();
        pauseSeconds = 1;
        standsBy = true;
        if (is(new Standing.StandingBy(Reason.of(held)))) {
            tell("standing by: " + Reason.of(held) + "; this node takes over when that one ends");
            if (!new KeyFile(configuration.data().toAbsolutePath()).exists()) {
                tell("ALARM: this node cannot take over: there is no ledger.key in " + configuration.data()
                        + "; copy ledger.key and ledger.vkey from the other node");
            }
        }
    }

    /** Goes on without writing, if there is anything to answer. */
    private void goOnReading(RuntimeException reason) throws IOException, InterruptedException {
        if (vitals.isStarting() && !front.canRead()) {
            throw reason;
        }
        readOnly(Reason.of(reason), isShared ? AGAIN : RESTART);
        if (isShared) {
            var ended = stopped.await(pauseSeconds, TimeUnit.SECONDS);
            pauseSeconds = ended ? 0 : Math.min(2 * pauseSeconds, LONGEST_PAUSE_SECONDS);
        } else {
            stopped.await();
        }
    }

    private void readOnly(String reason, String next) throws IOException {
        front.open();
        front.closeDoor();
        if (is(new Standing.ReadOnly(reason, next))) {
            tell("ALARM: read-only: " + reason + "; nothing is looked at or written; " + next);
        }
    }

    /** Whether this is news. */
    private boolean is(Standing now) {
        return !now.equals(vitals.is(now));
    }

    private void tell(String sentence) {
        say.accept(Launch.clock().instant() + " " + sentence);
    }

    /** Starts a cycle of what is due, if this node leads. */
    public void cycleOfDue(String trigger) {
        leading.ifPresent(bot -> bot.cycleOfDue(trigger));
    }

    @Override
    public void close() {
        stopped.countDown();
        leading.ifPresent(Bot::close);
        front.close();
    }
}
