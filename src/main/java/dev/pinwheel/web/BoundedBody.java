package dev.pinwheel.web;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;

/** A request's body while it comes in: no more of it is kept than the limit. */
final class BoundedBody {

    /** The body is larger than the limit. */
    static final class TooLargeException extends RuntimeException {

        private static final long serialVersionUID = 1;

        TooLargeException(int limit) {
            super("the body is larger than " + limit + " bytes", null, false, false);
        }
    }

    private final Promise<Buffer> promise = Promise.promise();
    private final int limit;
    private Buffer body = Buffer.buffer();

    private BoundedBody(int limit) {
        this.limit = limit;
    }

    /** The whole body; fails with {@link TooLargeException} as soon as it is known to be too large. */
    static Future<Buffer> of(HttpServerRequest request, int limit) {
        var body = new BoundedBody(limit);
        if (announced(request) > limit) {
            return Future.failedFuture(new TooLargeException(limit));
        }
        request.exceptionHandler(body.promise::tryFail)
                .handler(body::add)
                .endHandler(end -> body.promise.tryComplete(body.body));
        return body.promise.future();
    }

    private static long announced(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length == null || !length.matches("\\d{1,18}") ? 0 : Long.parseLong(length);
    }

    private void add(Buffer part) {
        if (body.length() + part.length() > limit) {
            body = Buffer.buffer();
            promise.tryFail(new TooLargeException(limit));
        } else if (!promise.future().isComplete()) {
            body.appendBuffer(part);
        }
    }
}
