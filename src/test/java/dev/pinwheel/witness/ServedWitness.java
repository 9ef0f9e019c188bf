package dev.pinwheel.witness;

import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.VerifierKey;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

/** A real witness on a free port of the loopback. */
final class ServedWitness implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Witness witness;
    private final WitnessVerticle verticle;

    ServedWitness(Path data, CosigningKey key, List<VerifierKey> logs, int port) throws IOException {
        this.witness = Witness.open(data, key, logs, Clock.systemUTC());
        this.verticle = new WitnessVerticle(witness, "127.0.0.1", port);
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
    }

    int port() {
        return verticle.port();
    }

    @Override
    public void close() throws IOException {
        try (witness) {
            vertx.close().await();
        }
    }
}
