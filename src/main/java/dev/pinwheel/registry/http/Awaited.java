package dev.pinwheel.registry.http;

import io.vertx.core.Promise;
import java.util.Optional;

/** What one caller gets for all; whoever needs it before waits without blocking a verticle. */
final class Awaited<T> {

    /** Gets it. */
    interface Source<T> {
        T get() throws Trouble;
    }

    private final Promise<T> promise = Promise.promise();

    void fill(Source<T> source) {
        try {
            promise.complete(source.get());
        } catch (Trouble | RuntimeException | Error e) {
            promise.fail(e);
        }
    }

    /** Whether it is still on its way. */
    boolean isPending() {
        return !promise.future().isComplete();
    }

    /** What it is, if it is there. */
    Optional<T> there() {
        return Optional.ofNullable(promise.future().result());
    }

    /** Waits for it. */
    T await() throws Trouble {
        try {
            return promise.future().await();
        } catch (Exception e) {
            throw e instanceof Trouble trouble
                    ? trouble
                    : Trouble.unreachable("what it wants to see could not be had: " + Wire.say(e));
        }
    }
}
