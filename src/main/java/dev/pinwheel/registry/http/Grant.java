package dev.pinwheel.registry.http;

import io.vertx.core.Promise;
import java.time.Instant;
import java.util.Optional;

/** What answers a challenge, as soon as it is had; whoever needs it before waits for the one who gets it. */
final class Grant {

    /** The value for {@code Authorization}, and its end if it has one. */
    record Header(String value, Optional<Instant> until) {}

    /** Gets what answers the challenge. */
    interface Source {
        Header obtain() throws Trouble;
    }

    private final Challenge challenge;
    private final Promise<Header> promise = Promise.promise();

    Grant(Challenge challenge) {
        this.challenge = challenge;
    }

    Challenge challenge() {
        return challenge;
    }

    void fill(Source source) {
        try {
            promise.complete(source.obtain());
        } catch (Trouble | RuntimeException | Error e) {
            promise.fail(e);
        }
    }

    /** Whether it is there and has not expired. */
    boolean isGood(Instant now) {
        var future = promise.future();
        return future.succeeded() && future.result().until().map(now::isBefore).orElse(true);
    }

    /** Whether it is good or on its way, and not the one that was refused. */
    boolean isUsable(Instant now, Optional<String> refused) {
        if (!promise.future().isComplete()) {
            return true;
        }
        return isGood(now)
                && !refused.equals(Optional.of(promise.future().result().value()));
    }

    /** Waits for it. */
    String header() throws Trouble {
        try {
            return promise.future().await().value();
        } catch (Exception e) {
            throw e instanceof Trouble trouble
                    ? trouble
                    : Trouble.unreachable("its token could not be had: " + Wire.say(e));
        }
    }
}
