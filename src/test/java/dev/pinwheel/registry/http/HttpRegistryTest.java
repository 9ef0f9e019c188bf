package dev.pinwheel.registry.http;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryContract;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

class HttpRegistryTest implements RegistryContract {

    private final Vertx vertx = Vertx.vertx();
    private LoopbackRegistry server;
    private HttpRegistry registry;

    @BeforeEach
    void start() {
        server = new LoopbackRegistry(vertx);
        registry = new HttpRegistry(
                vertx,
                Map.of(server.host(), HostSettings.DEFAULT.withPlainHttp()),
                Keychain.empty(),
                Clock.systemUTC());
    }

    @AfterEach
    void stop() {
        vertx.close().await();
    }

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public Repository repository() {
        return new Repository(server.host(), "team/base");
    }

    @Override
    public void push(byte[] blob) {
        server.push(repository(), blob);
    }

    @Override
    public void push(Tag tag, ManifestType type, byte[] manifest) {
        server.push(new Watch(repository(), tag), type, manifest);
    }

    @Override
    public void delete(Digest manifest) {
        server.delete(repository(), manifest);
    }
}
