package dev.pinwheel;

import dev.pinwheel.config.HttpSettings;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.witness.Witness;
import dev.pinwheel.witness.WitnessVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;

/** A witness that listens, for as long as it is open. */
public final class WitnessService implements AutoCloseable {

    private final Vertx vertx = Vertx.vertx();
    private final Witness witness;
    private final WitnessVerticle verticle;

    WitnessService(Witness witness, HttpSettings http) {
        this.witness = witness;
        this.verticle = new WitnessVerticle(witness, http.host(), http.port());
    }

    void start() throws IOException {
        try {
            vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                    .await();
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** What others verify its cosignatures with. */
    public CosignerKey key() {
        return witness.key();
    }

    /** The port that it listens on. */
    public int port() {
        return verticle.port();
    }

    @Override
    public void close() throws IOException {
        try (witness) {
            vertx.close().await();
        }
    }
}
