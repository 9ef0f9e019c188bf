package dev.pinwheel.registry.http;

import dev.pinwheel.image.RegistryHost;
import java.net.URI;
import java.util.HashSet;
import java.util.Set;

/** Where a registry and its token service are: those of Docker Hub have other names than {@code docker.io}. */
final class Addresses {

    private static final String DOCKER_HUB_REGISTRY = "registry-1.docker.io";
    private static final String DOCKER_HUB_REALM = "auth.docker.io";

    private Addresses() {}

    /**
     * What is asked for a registry.
     *
     * @throws IllegalArgumentException if its host is none that can be asked
     */
    static Origin registry(RegistryHost host, HostSettings settings) {
        var name = host.equals(RegistryHost.DOCKER_HUB) ? DOCKER_HUB_REGISTRY : host.name();
        try {
            return Origin.of(URI.create((settings.plainHttp() ? "http://" : "https://") + name));
        } catch (Trouble e) {
            throw new IllegalArgumentException("not a registry host that can be asked: '" + host + "'", e);
        }
    }

    /** The token services on other hosts that may see a registry's credentials, each with its port if that is unusual. */
    static Set<String> trustedRealms(RegistryHost host, HostSettings settings) {
        var trusted = new HashSet<>(settings.trustedRealms());
        if (host.equals(RegistryHost.DOCKER_HUB)) {
            trusted.add(DOCKER_HUB_REALM);
        }
        return trusted;
    }
}
