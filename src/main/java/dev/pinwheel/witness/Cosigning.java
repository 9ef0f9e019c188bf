package dev.pinwheel.witness;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.WitnessChanged;
import dev.pinwheel.journal.Journal;
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
 * Shows the newest published checkpoint to every cosigner, all at once, and puts their lines under it. Nobody waits
 * for it: who is away is asked again later, and the ledger records when one stops to cosign and when it does again.
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

    /** Begins; without cosigners there is nothing to do. */
    public void start() {
        if (!cosigners.isEmpty()) {
            journal.onPublished(signed -> newest.add(Optional.of(signed)));
            thread = Thread.ofPlatform().name("pinwheel-cosigning").daemon().start(this::run);
        }
    }

    private void run() {
        try {
            var signed = newest.take();
            while (!closed.await(PAUSE_MILLISECONDS, TimeUnit.MILLISECONDS)) {
                signed = latest(signed);
                var done = signed.map(this::attempt).orElse(true);
                var next = done && isComplete() ? newest.take() : newest.poll(retrySeconds, TimeUnit.SECONDS);
                signed = next == null ? signed : next;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a round went well; if not, another is made later. */
    private boolean attempt(SignedCheckpoint signed) {
        try {
            round(signed);
            return true;
        } catch (RuntimeException e) {
            LOG.error("tried to publish cosignatures; it is tried again in {} s", retrySeconds, e);
            return false;
        }
    }

    private Optional<SignedCheckpoint> latest(Optional<SignedCheckpoint> signed) {
        var waiting = new ArrayList<Optional<SignedCheckpoint>>();
        newest.drainTo(waiting);
        return waiting.isEmpty() ? signed : waiting.getLast();
    }

    private boolean isComplete() {
        return cosigners.stream().allMatch(asked -> asked.trouble().isEmpty());
    }

    /** Asks all, and publishes and records what came of it. */
    void round(SignedCheckpoint signed) {
        var before = cosigners.stream().map(asked -> asked.trouble().isEmpty()).toList();
        var lines = ask(signed);
        if (closed.getCount() == 0) {
            return;
        }
        try {
            publish(signed, lines);
        } finally {
            tellChanges(before);
        }
    }

    private void publish(SignedCheckpoint signed, List<Note.Signature> lines) {
        if (!lines.isEmpty()) {
            var cosigned = signed.with(lines);
            journal.cosigned(cosigned, policy.trust(cosigned) instanceof Trust.Trusted);
        }
    }

    private void tellChanges(List<Boolean> before) {
        for (var place = 0; place < cosigners.size(); place++) {
            var asked = cosigners.get(place);
            if (before.get(place) != asked.trouble().isEmpty()) {
                tell.accept(new WitnessChanged(
                        clock.instant(),
                        asked.cosigner().name(),
                        asked.trouble().isEmpty(),
                        asked.trouble().orElse("")));
            }
        }
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
