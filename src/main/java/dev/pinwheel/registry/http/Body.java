package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The body of an answer as a stream: asks the server for more only as it is read, waits without
 * blocking a verticle, and cuts the connection where it is closed before its end.
 */
final class Body extends InputStream {

    /** How many buffers may have arrived and not been read yet. */
    private static final int AHEAD = 8;

    /** The slowest a body may come, in bytes a second. */
    private static final long SLOWEST = 16 * 1024;

    private final Optional<HttpClientResponse> response;
    private final Duration timeout;
    private final ReentrantLock lock = new ReentrantLock();
    private final Queue<Buffer> arrived = new ArrayDeque<>();
    private @Nullable Promise<Void> waiting;
    private @Nullable Trouble broken;
    private boolean ended;
    private byte[] current = new byte[0];
    private int position;
    private long taken;
    private long waitedNanos;

    private Body(Optional<HttpClientResponse> response, Duration timeout) {
        this.response = response;
        this.timeout = timeout;
        this.ended = response.isEmpty();
    }

    /** The body of an answer that has none. */
    static Body empty() {
        return new Body(Optional.empty(), Duration.ZERO);
    }

    /** The body of this response, which must have its head only; called where the head arrives. */
    static Body of(HttpClientResponse response, Duration timeout) {
        var body = new Body(Optional.of(response), timeout);
        response.pause();
        response.handler(body::arrived);
        response.exceptionHandler(body::broken);
        response.endHandler(nothing -> body.ended());
        response.fetch(AHEAD);
        return body;
    }

    private void arrived(Buffer buffer) {
        change(() -> arrived.add(buffer));
    }

    private void broken(Throwable cause) {
        var kind = cause instanceof HttpClosedException ? Cause.CUT_SHORT : Cause.BROKEN_OFF;
        change(() -> broken = Trouble.passing(kind, "the connection broke: " + Wire.say(cause)));
    }

    private void ended() {
        change(() -> ended = true);
    }

    private void change(Runnable what) {
        lock.lock();
        try {
            what.run();
            if (waiting != null) {
                waiting.tryComplete();
                waiting = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The whole of it, of at most this many bytes. */
    byte[] bytes(int limit) throws Trouble {
        try (this) {
            var bytes = readNBytes(limit + 1);
            if (bytes.length > limit) {
                throw Trouble.invalid(Cause.TOO_LARGE, "the answer has more than " + limit + " bytes");
            }
            return bytes;
        } catch (Trouble e) {
            throw e;
        } catch (IOException e) {
            throw Trouble.unreachable("its answer could not be read: " + e.getMessage());
        }
    }

    /** Reads this many bytes that nobody wants. */
    void pass(long bytes) throws Trouble {
        try {
            skipNBytes(bytes);
        } catch (Trouble e) {
            close();
            throw e;
        } catch (IOException e) {
            close();
            throw Trouble.invalid(
                    Cause.WRONG_LENGTH, "the answer has fewer than the " + bytes + " bytes that came before");
        }
    }

    @Override
    public int read() throws Trouble {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws Trouble {
        if (length == 0) {
            return 0;
        }
        if (!begins()) {
            return -1;
        }
        var read = Math.min(length, current.length - position);
        System.arraycopy(current, position, buffer, offset, read);
        position += read;
        return read;
    }

    /** Waits for the bytes that are next; false at the end. */
    boolean begins() throws Trouble {
        while (position == current.length) {
            var next = next();
            if (next.isEmpty()) {
                return false;
            }
            current = next.get().getBytes();
            position = 0;
        }
        return true;
    }

    private Optional<Buffer> next() throws Trouble {
        while (true) {
            Promise<Void> more;
            lock.lock();
            try {
                var buffer = arrived.poll();
                if (buffer != null) {
                    taken += buffer.length();
                    response.ifPresent(source -> source.fetch(1));
                    return Optional.of(buffer);
                }
                if (broken != null) {
                    throw broken;
                }
                if (ended) {
                    return Optional.empty();
                }
                more = Promise.promise();
                waiting = more;
            } finally {
                lock.unlock();
            }
            await(more);
        }
    }

    private void await(Promise<Void> more) throws Trouble {
        var begun = System.nanoTime();
        try {
            more.future().await(timeout.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw givenUp(
                    Cause.NO_ANSWER, "it sent nothing for " + timeout.toMillis() + " ms in the middle of its answer");
        } catch (Exception e) {
            throw givenUp(Cause.UNREACHABLE, "the reading was ended: " + Wire.say(e));
        }
        waitedNanos += System.nanoTime() - begun;
        if (waitedNanos > timeout.toNanos() + taken * (1_000_000_000L / SLOWEST)) {
            throw givenUp(Cause.TOO_SLOW, "it sent its answer more slowly than " + SLOWEST + " bytes a second");
        }
    }

    private Trouble givenUp(Cause cause, String why) {
        close();
        return Trouble.unreachable(cause, why);
    }

    @Override
    public void close() {
        lock.lock();
        try {
            if (!ended && broken == null) {
                broken = Trouble.unreachable("it was closed");
                response.ifPresent(source -> source.request().reset());
            }
        } finally {
            lock.unlock();
        }
    }
}
