package dev.pinwheel.web;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;

/** A connection that is closed when nothing is asked on it for a while, or an answer is not read in time. */
final class Guest {

    private final Vertx vertx;
    private final HttpConnection connection;
    private final FrontLimits limits;
    private long timer;

    /** A connection that has just begun. */
    Guest(Vertx vertx, HttpConnection connection, FrontLimits limits) {
        this.vertx = vertx;
        this.connection = connection;
        this.limits = limits;
        this.timer = timer(limits.idle().toMillis());
    }

    /** Something is asked. */
    synchronized void asks() {
        vertx.cancelTimer(timer);
        timer = timer(limits.answer().toMillis());
    }

    /** It is answered. */
    synchronized void isAnswered() {
        vertx.cancelTimer(timer);
        timer = timer(limits.idle().toMillis());
    }

    /** The connection has ended. */
    synchronized void leaves() {
        vertx.cancelTimer(timer);
        timer = -1;
    }

    private long timer(long milliseconds) {
        return timer < 0 ? timer : vertx.setTimer(milliseconds, due -> connection.close());
    }
}
