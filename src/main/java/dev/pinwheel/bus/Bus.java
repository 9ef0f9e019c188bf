package dev.pinwheel.bus;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.DeliveryOptions;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.Message;
import io.vertx.core.eventbus.MessageConsumer;
import io.vertx.core.eventbus.MessageConsumerOptions;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The local event bus: an event is recorded first and told to its hearers after, and what a hearer
 * throws is handed on instead of being lost.
 *
 * <p>The address of an event is its class name, so that there is no string to mistype.
 */
public final class Bus {

    private static final String RECORDER = "dev.pinwheel.bus.recorder";
    private static final DeliveryOptions RECORDING = new DeliveryOptions().setSendTimeout(60_000);

    /** How long what is being recorded may take when everything stops, in nanoseconds. */
    private static final long STOPPING = 10_000_000_000L;

    private final EventBus eventBus;
    private final BiConsumer<Event, Throwable> onFailure;
    private final Map<Class<?>, AtomicInteger> hearers = new ConcurrentHashMap<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition settled = lock.newCondition();
    private int underWay;
    private int recording;
    private volatile boolean stopped;

    /** A bus on this Vert.x; {@code onFailure} is told the event and what its hearer threw. */
    public Bus(Vertx vertx, BiConsumer<Event, Throwable> onFailure) {
        this.eventBus = vertx.eventBus();
        this.onFailure = onFailure;
        ByReference.register(eventBus, Recorded.class);
        for (var type : Event.class.getPermittedSubclasses()) {
            ByReference.register(eventBus, type);
        }
    }

    /**
     * Hands every event that is told to this recorder first; there is one. Those who tell wait for it,
     * each for their own event, and it is given many events at once so that it can store them together.
     */
    public Future<Void> record(Function<Event, Recorded<?>> recorder) {
        MessageConsumer<Event> consumer = eventBus.consumer(
                unbounded(RECORDER), message -> Thread.startVirtualThread(() -> reply(message, recorder)));
        return consumer.completion();
    }

    /** What a recorder throws reaches the one who told the event. */
    private static void reply(Message<Event> message, Function<Event, Recorded<?>> recorder) {
        try {
            message.reply(recorder.apply(message.body()));
        } catch (RuntimeException | Error e) {
            message.fail(-1, Reason.of(e));
        }
    }

    /** Lets a handler hear every event of a type; what it throws goes to the failure handler. */
    public <E extends Event> Future<Void> hear(Class<E> type, Consumer<E> handler) {
        return consume(type, event -> hand(event, handler));
    }

    /** The same with a thread for each event, so that none waits until another is heard. */
    public <E extends Event> Future<Void> hearApart(Class<E> type, Consumer<E> handler) {
        return consume(type, event -> Thread.startVirtualThread(() -> hand(event, handler)));
    }

    private <E extends Event> Future<Void> consume(Class<E> type, Consumer<E> handler) {
        hearers.computeIfAbsent(type, unheard -> new AtomicInteger()).incrementAndGet();
        MessageConsumer<E> consumer =
                eventBus.consumer(unbounded(type.getName()), message -> handler.accept(message.body()));
        return consumer.completion();
    }

    /** What a handler throws because everything stops, an interrupt among it, is no failure. */
    private <E extends Event> void hand(E event, Consumer<E> handler) {
        try {
            handler.accept(event);
        } catch (Exception | Error e) {
            if (!stopped) {
                onFailure.accept(event, e);
            }
        } finally {
            ended();
        }
    }

    /** A hearer that waits lets events queue up; Vert.x would drop those past a thousand. */
    private static MessageConsumerOptions unbounded(String address) {
        return new MessageConsumerOptions()
                .setAddress(address)
                .setLocalOnly(true)
                .setMaxBufferedMessages(Integer.MAX_VALUE);
    }

    /** Lets a handler hear every event of every type. */
    public Future<?> hearAll(Consumer<Event> handler) {
        return Future.all(Arrays.stream(Event.class.getPermittedSubclasses())
                .map(type -> hear(type.asSubclass(Event.class), handler::accept))
                .toList());
    }

    /**
     * Records an event, and only then tells it to its hearers; must not be called on an event loop.
     *
     * @return the event and its ledger index
     * @throws StoppedException if nothing is recorded any more
     */
    public Recorded<?> tell(Event event) {
        beginRecording();
        try {
            var recorded = recorded(event);
            announce(recorded.event());
            return recorded;
        } finally {
            endRecording();
        }
    }

    private Recorded<?> recorded(Event event) {
        return eventBus.<Recorded<?>>request(RECORDER, event, RECORDING).await().body();
    }

    /** Tells an event that is recorded already to its hearers. */
    public void announce(Event event) {
        var count = hearers.getOrDefault(event.getClass(), new AtomicInteger()).get();
        if (count > 0) {
            began(count);
            eventBus.publish(event.getClass().getName(), event);
        }
    }

    /**
     * Records and tells a last event when what is being recorded now is done, and nothing after it. Who hears
     * something goes on; what it throws from now on is no failure.
     */
    public void stop(Event last) throws InterruptedException {
        lock.lock();
        try {
            stopped = true;
            for (var left = STOPPING; recording > 0 && left > 0; ) {
                left = settled.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
        announce(recorded(last).event());
    }

    private void beginRecording() {
        lock.lock();
        try {
            if (stopped) {
                throw new StoppedException();
            }
            recording++;
        } finally {
            lock.unlock();
        }
    }

    private void endRecording() {
        lock.lock();
        try {
            recording--;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Waits until no event is waiting for a hearer or being heard. */
    public void awaitQuiet() throws InterruptedException {
        lock.lock();
        try {
            while (underWay > 0) {
                settled.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private void began(int count) {
        lock.lock();
        try {
            underWay += count;
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            underWay--;
            settled.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
