package dev.pinwheel.registry.http;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.ThreadingModel;
import io.vertx.core.VerticleBase;
import io.vertx.core.Vertx;

/** Runs something once, as a verticle on virtual threads does it. */
final class OnVirtualThreadsVerticle extends VerticleBase {

    private final Runnable work;

    private OnVirtualThreadsVerticle(Runnable work) {
        this.work = work;
    }

    static void deploy(Vertx vertx, Runnable work) {
        var options = new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD);
        vertx.deployVerticle(new OnVirtualThreadsVerticle(work), options).await();
    }

    @Override
    public Future<?> start() {
        context.runOnContext(nothing -> work.run());
        return Future.succeededFuture();
    }
}
