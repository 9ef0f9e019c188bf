package dev.pinwheel;

import dev.pinwheel.bus.Bus;
import dev.pinwheel.event.Event;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import java.util.function.Consumer;

/** Lets somebody hear everything that is recorded. */
final class AudienceVerticle extends VerticleBase {

    private final Bus bus;
    private final Consumer<Event> audience;

    AudienceVerticle(Bus bus, Consumer<Event> audience) {
        this.bus = bus;
        this.audience = audience;
    }

    @Override
    public Future<?> start() {
        return bus.hearAll(audience);
    }
}
