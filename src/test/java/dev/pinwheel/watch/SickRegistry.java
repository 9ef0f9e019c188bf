package dev.pinwheel.watch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.http.DistributionRegistry;
import dev.pinwheel.registry.http.FaultProxy;
import dev.pinwheel.registry.http.FaultProxy.Fault;
import dev.pinwheel.registry.http.Faults;
import dev.pinwheel.registry.http.HostSettings;
import dev.pinwheel.registry.http.HttpRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Random;

/**
 * Cycles over the real registry program twice: behind a proxy that spoils what it says of one tag, and as itself. Three
 * tags are pinned: the sick one, another of the same repository, and one that is not behind the proxy.
 */
final class SickRegistry implements AutoCloseable {

    private static final HostSettings QUICK =
            HostSettings.DEFAULT.withPlainHttp().withTimeout(Duration.ofSeconds(4));

    private final Vertx vertx = Vertx.vertx();
    private final DistributionRegistry program;
    private final String path;
    private final FaultProxy proxy;
    private final Round round;
    private Digest current;

    SickRegistry(Path folder, DistributionRegistry program, String path) throws Exception {
        this.program = program;
        this.path = path;
        this.proxy = new FaultProxy(program.host());
        this.round = new Round(folder);
        ask(QUICK);
        this.current = push("sick");
        round.pin(sick() + "@" + current, sibling() + "@" + push("sibling"), elsewhere() + "@" + push("elsewhere"));
        round.run();
    }

    /** From now on the registry is asked in this way where it is behind the proxy. */
    private void ask(HostSettings settings) {
        var hosts = Map.of(proxy.host(), settings, program.host(), HostSettings.DEFAULT.withPlainHttp());
        round.asked().instead(new HttpRegistry(vertx, hosts, Keychain.empty(), round.clock()));
    }

    /** Asks for TLS behind the proxy, where nobody speaks it, or without again. */
    void askForTls(boolean now) {
        ask(now ? HostSettings.DEFAULT : QUICK);
    }

    private Watch at(RegistryHost host, String tag) {
        return new Watch(new Repository(host, path), new Tag(tag));
    }

    Watch sick() {
        return at(proxy.host(), "sick");
    }

    Watch sibling() {
        return at(proxy.host(), "sibling");
    }

    Watch elsewhere() {
        return at(program.host(), "elsewhere");
    }

    /** Moves a tag to what nothing was before. */
    Digest push(String tag) throws Exception {
        var mark = new byte[16];
        new Random().nextBytes(mark);
        var index = ("{\"schemaVersion\":2,\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType()
                        + "\",\"manifests\":[],\"annotations\":{\"mark\":\"" + Digest.of(mark) + "\"}}")
                .getBytes(UTF_8);
        program.push(new Repository(program.host(), path), new Tag(tag), ManifestType.OCI_INDEX, index);
        return Digest.of(index);
    }

    /** Moves the sick tag. */
    Digest move() throws Exception {
        current = push("sick");
        return current;
    }

    /** From now on this becomes of what is said of the sick tag, and of the manifest that it is at. */
    void misbehave(Fault fault) {
        proxy.misbehave(Faults.only(Faults.about("/manifests/sick").or(Faults.about(current.toString())), fault));
    }

    FaultProxy proxy() {
        return proxy;
    }

    Round round() {
        return round;
    }

    @Override
    public void close() throws IOException {
        round.close();
        proxy.close();
        vertx.close().await();
    }
}
