package dev.pinwheel.witness;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.WitnessChanged;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Rollback;
import dev.pinwheel.journal.UnfitException;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Trust;
import dev.pinwheel.ledger.TrustPolicy;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Shows the newest published checkpoint to every cosigner, all at once, and puts their lines under it. Only a
 * start waits for it: who is away is asked again later, and the ledger records when one stops to cosign and when it does again.
 */
public final class Cosigning implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Cosigning.class);
    private static final Duration CLOSING = Duration.ofSeconds(2);
    private static final int PAUSE_MILLISECONDS = 500;

    private final Journal journal;
    private final TrustPolicy policy;
    private final List<Asked> cosigners;
    private final Consumer<Event> tell;
    private final Clock clock;
    private final int retrySeconds;
    private final BlockingQueue<Optional<SignedCheckpoint>> newest = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private @Nullable Thread thread;

    /**
     * The cosigners of a journal; {@link #start} begins to ask them.
     *
     * @param tell whom to tell, in the ledger, that one stopped or began again
     * @param retrySeconds after which time one that did not cosign is asked again
     */
    public Cosigning(
            Journal journal,
            TrustPolicy policy,
            List<Cosigner> cosigners,
            Consumer<Event> tell,
            Clock clock,
            int retrySeconds) {
        this.journal = journal;
        this.policy = policy;
        this.cosigners = cosigners.stream().map(Asked::new).toList();
        this.tell = tell;
        this.clock = clock;
        this.retrySeconds = retrySeconds;
    }

    /**
     * Asks all once, before anything is written: a data directory that was put back as a whole looks whole, and only
     * who saw it before can tell.
     *
     * @throws JournalException if one cosigned more of this ledger than there is
     */
    public void checkRollback() {
        if (!cosigners.isEmpty()) {
            var signed = journal.publish();
            keep(signed, ask(signed));
            rollback().ifPresent(alarm -> {
                throw alarm;
            });
        }
    }

    /**
     * Begins; without cosigners there is nothing to do.
     *
     * @param alarm whom to tell that one cosigned more of this ledger than there is; nobody is asked after that
     */
    public void start(Consumer<JournalException> alarm) {
        if (!cosigners.isEmpty()) {
            journal.onPublished(signed -> newest.add(Optional.of(signed)));
            thread = Thread.ofPlatform().name("pinwheel-cosigning").daemon().start(() -> run(alarm));
        }
    }

    private void run(Consumer<JournalException> alarm) {
        try {
            var signed = newest.take();
            while (!closed.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                signed = latest(newest, signed);
                var isComplete = signed.map(this::tried).orElse(true);
                if (rollback().isPresent()) {
                    alarm.accept(rollback().get());
                    return;
                }
                var next = isComplete ? newest.take() : newest.poll(retrySeconds, TimeUnit.SECONDS);
                signed = next == null ? signed : next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A round; false if it is to be tried again, which is also so where the ledger could not keep what came of it. */
    private boolean tried(SignedCheckpoint signed) {
        try {
            round(signed);
            return cosigners.stream().allMatch(asked -> asked.trouble().isEmpty());
        } catch (RuntimeException e) {
            LOG.error("the answers of the ledger's witnesses could not be kept; they are asked again", e);
            return false;
        }
    }

    private Optional<UnfitException> rollback() {
        var size = journal.entries().head().size();
        return cosigners.stream()
                .filter(asked -> asked.ahead().orElse(0) > size)
                .map(asked -> new UnfitException(Rollback.alarm(
                        size,
                        "what the witness " + asked.cosigner().name() + " cosigned",
                        asked.ahead().orElse(0))))
                .findFirst();
    }

    /** The last that waits, or else this one; the end that {@link #close} puts there stays for who takes the next. */
    static Optional<SignedCheckpoint> latest(
            BlockingQueue<Optional<SignedCheckpoint>> newest, Optional<SignedCheckpoint> signed) {
        var waiting = new ArrayList<Optional<SignedCheckpoint>>();
        newest.drainTo(waiting);
        if (waiting.contains(Optional.<SignedCheckpoint>empty())) {
            newest.add(Optional.empty());
        }
        return waiting.isEmpty() ? signed : waiting.getLast();
    }

    /** Asks all, and publishes and records what came of it. */
    void round(SignedCheckpoint signed) {
        var lines = ask(signed);
        if (closed.getCount() == 0) {
            return;
        }
        keep(signed, lines);
        if (rollback().isEmpty()) {
            cosigners.forEach(asked -> asked.news().ifPresent(cosigns -> tell(asked, cosigns)));
        }
    }

    private void keep(SignedCheckpoint signed, List<Note.Signature> lines) {
        if (!lines.isEmpty()) {
            var cosigned = signed.with(lines);
            journal.cosigned(cosigned, policy.trust(cosigned) instanceof Trust.Trusted);
        }
    }

    private void tell(Asked asked, boolean cosigns) {
        tell.accept(new WitnessChanged(
                clock.instant(),
                asked.cosigner().name(),
                cosigns,
                asked.trouble().orElse("")));
    }

    private List<Note.Signature> ask(SignedCheckpoint signed) {
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var answers = cosigners.stream()
                    .map(asked -> CompletableFuture.supplyAsync(() -> asked.lines(signed, journal.entries()), callers))
                    .toList();
            return answers.stream().flatMap(answer -> answer.join().stream()).toList();
        }
    }

    /** Asks nobody any more; what is under way is not waited for longer than two seconds. */
    @Override
    public void close() {
        closed.countDown();
        newest.add(Optional.empty());
        try {
            if (thread != null) {
                thread.join(CLOSING);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
