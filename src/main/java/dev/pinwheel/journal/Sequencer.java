package dev.pinwheel.journal;

import dev.pinwheel.event.Recorded;
import dev.pinwheel.image.Digest;
import dev.pinwheel.ledger.SignedCheckpoint;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes the ledger: it stores what has come together in one transaction,
 * answers, and signs and publishes soon after. The first failure stops it for good.
 */
final class Sequencer implements AutoCloseable {

    private static final int BATCH = 256;
    private static final long CONFIRMED_EVERY = TimeUnit.SECONDS.toNanos(2);
    private static final long PUBLISHED_WITHIN = TimeUnit.MILLISECONDS.toNanos(50);

    private final Store store;
    private final Publisher publisher;
    private final Clock clock;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final Thread thread;
    private Head head;
    private SignedCheckpoint published;
    private long unpublishedSince;
    private volatile @Nullable Throwable failure;
    private final AtomicReference<@Nullable Consumer<Throwable>> listener = new AtomicReference<>();

    private sealed interface Request {

        CompletableFuture<?> done();

        record Append(Fact fact, CompletableFuture<Recorded<?>> done) implements Request {}

        record Publish(CompletableFuture<SignedCheckpoint> done) implements Request {}

        record Close(CompletableFuture<SignedCheckpoint> done) implements Request {}

        record Halt(JournalException reason, CompletableFuture<SignedCheckpoint> done) implements Request {}
    }

    /** A sequencer of a store that is fit to be written; it publishes what the store holds, and begins. */
    Sequencer(Store store, Publisher publisher, Clock clock) {
        this.store = store;
        this.publisher = publisher;
        this.clock = clock;
        this.head = store.entries().head();
        this.published = publisher.publish();
        this.thread = Thread.ofPlatform().name("pinwheel-ledger").daemon().unstarted(this::run);
        thread.start();
    }

    /** Records a fact, once, and returns when it is durable. */
    Recorded<?> append(Fact fact) {
        var done = new CompletableFuture<Recorded<?>>();
        return await(new Request.Append(fact, done), done);
    }

    /** Publishes all that is recorded, and returns the checkpoint of it. */
    SignedCheckpoint publish() {
        var done = new CompletableFuture<SignedCheckpoint>();
        return await(new Request.Publish(done), done);
    }

    /** Has it write nothing more, for this reason. */
    void halt(JournalException reason) {
        requests.add(new Request.Halt(reason, new CompletableFuture<>()));
    }

    /** Publishes all that is recorded and ends. */
    @Override
    public void close() {
        if (thread.isAlive() && failure == null) {
            var done = new CompletableFuture<SignedCheckpoint>();
            await(new Request.Close(done), done);
        }
    }

    private <T> T await(Request request, CompletableFuture<T> done) {
        requests.add(request);
        if (failure != null) {
            refuseAll();
        }
        try {
            return done.get();
        } catch (ExecutionException e) {
            var cause = Objects.requireNonNullElse(e.getCause(), e);
            throw new JournalException("the ledger does not write any more; restart when it is mended", cause);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new JournalException("interrupted while the ledger was writing", e);
        }
    }

    /** Tells why it stopped, if it does before it is closed. */
    void onStopped(Consumer<Throwable> hearer) {
        listener.set(hearer);
        var reason = failure;
        if (reason != null) {
            stopped(reason);
        }
    }

    /** Tells it once, whoever comes first. */
    private void stopped(Throwable reason) {
        var hearer = listener.getAndSet(null);
        if (hearer != null) {
            hearer.accept(reason);
        }
    }

    private void run() {
        try {
            var open = true;
            while (open) {
                open = serve(next());
            }
            fail(new JournalException("it is closed"));
        } catch (Throwable e) {
            fail(e);
            stopped(e);
        }
    }

    private void fail(Throwable reason) {
        failure = reason;
        refuseAll();
    }

    private void refuseAll() {
        var reason = failure;
        for (var request = requests.poll(); request != null && reason != null; request = requests.poll()) {
            request.done().completeExceptionally(reason);
        }
    }

    /** What has come together; nothing, when it is time to publish or to see whether the ledger is still ours. */
    private List<Request> next() throws InterruptedException {
        var batch = new ArrayList<Request>();
        var left = isPublished() ? CONFIRMED_EVERY : unpublishedSince + PUBLISHED_WITHIN - System.nanoTime();
        var first = requests.poll(left, TimeUnit.NANOSECONDS);
        if (first == null) {
            if (isPublished()) {
                store.confirm();
            }
            return batch;
        }
        batch.add(first);
        requests.drainTo(batch, BATCH - 1);
        return batch;
    }

    private boolean isPublished() {
        return published.checkpoint().size() == head.size();
    }

    /** Serves a batch; false at the end. */
    private boolean serve(List<Request> batch) {
        var open = true;
        try {
            record(batch);
            if (batch.isEmpty()) {
                published();
            }
            for (var request : batch) {
                switch (request) {
                    case Request.Append recorded -> {}
                    case Request.Publish publish -> publish.done.complete(published());
                    case Request.Halt halt -> throw halt.reason;
                    case Request.Close close -> {
                        close.done.complete(published());
                        open = false;
                    }
                }
            }
            return open;
        } catch (RuntimeException | Error e) {
            failure = e;
            batch.forEach(request -> request.done().completeExceptionally(e));
            throw e;
        }
    }

    /** Stores the facts of a batch in one transaction, each of them once, and answers. */
    private void record(List<Request> batch) {
        var growth = new Growth(head, clock.instant());
        var recorded = new HashMap<Digest, Recorded<?>>();
        for (var request : batch) {
            if (request instanceof Request.Append(var fact, var done)) {
                recorded.computeIfAbsent(fact.id(), id -> place(fact, id, growth));
            }
        }
        if (!growth.additions().isEmpty()) {
            unpublishedSince = isPublished() ? System.nanoTime() : unpublishedSince;
            store.append(growth);
            head = growth.after();
        }
        for (var request : batch) {
            if (request instanceof Request.Append(var fact, var done)) {
                done.complete(recorded.get(fact.id()));
            }
        }
    }

    private Recorded<?> place(Fact fact, Digest id, Growth growth) {
        return store.find(id)
                .<Recorded<?>>map(Entry::recorded)
                .orElseGet(() -> new Recorded<>(growth.add(fact.type().toString(), id, fact.leaf()), fact.event()));
    }

    private SignedCheckpoint published() {
        if (!isPublished()) {
            published = publisher.publish();
        }
        return published;
    }
}
