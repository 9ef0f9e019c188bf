package dev.pinwheel.bus;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.eventbus.MessageCodec;

/** Passes a deeply immutable value over the local event bus as it is. */
record ByReference<T>(Class<T> type) implements MessageCodec<T, T> {

    static <T> void register(EventBus eventBus, Class<T> type) {
        eventBus.registerDefaultCodec(type, new ByReference<>(type));
    }

    @Override
    public T transform(T value) {
        return value;
    }

    @Override
    public void encodeToWire(Buffer buffer, T value) {
        throw new IllegalStateException("the bus is local, " + type + " has no wire form");
    }

    @Override
    public T decodeFromWire(int position, Buffer buffer) {
        throw new IllegalStateException("the bus is local, " + type + " has no wire form");
    }

    @Override
    public String name() {
        return type.getName();
    }

    @Override
    public byte systemCodecID() {
        return -1;
    }
}
