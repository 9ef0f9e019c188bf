package dev.pinwheel.web;

import dev.pinwheel.web.hook.Answer;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** Answers every message to a hook with 503 and when to come again, on a node that must not note it. */
public final class ClosedDoorVerticle extends VerticleBase {

    private final HttpServerOptions options;
    private final DoorLimits limits;
    private final Crowd crowd;

    /** A door that is closed on this host and port, and bears as much as it would if it were open. */
    public ClosedDoorVerticle(DoorLimits limits, String host, int port) {
        this.limits = limits;
        this.crowd = limits.crowd();
        this.options = new HttpServerOptions().setHost(host).setPort(port).setHttp2ClearTextEnabled(false);
    }

    @Override
    public Future<?> start() {
        return vertx.createHttpServer(options)
                .connectionHandler(this::connected)
                .requestHandler(this::answer)
                .listen();
    }

    private void connected(HttpConnection connection) {
        var deadline = vertx.setTimer(limits.time().toMillis(), due -> connection.close());
        crowd.admit(connection, () -> vertx.cancelTimer(deadline));
    }

    private void answer(HttpServerRequest request) {
        var answer =
                Answer.unavailable("this node does not write the ledger now; send it again later, or to the leader");
        var response = request.response()
                .setStatusCode(answer.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        answer.headers().forEach(response::putHeader);
        response.end(answer.body()).onComplete(sent -> HooksVerticle.closeAfter(request));
    }
}
