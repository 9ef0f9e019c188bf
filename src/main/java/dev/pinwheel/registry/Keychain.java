package dev.pinwheel.registry;

import dev.pinwheel.image.RegistryHost;
import java.util.Map;
import java.util.Optional;

/** Which credentials belong to which registry; asked whenever a registry wants some, so that they may change. */
public interface Keychain {

    /**
     * The credentials for a registry, or none: then it is asked anonymously.
     *
     * @throws RegistryException if there should be some and they cannot be had
     */
    Optional<Credentials> credentials(RegistryHost host) throws RegistryException;

    /** A keychain without any credentials. */
    static Keychain empty() {
        return of(Map.of());
    }

    /** A keychain that holds these. */
    static Keychain of(Map<RegistryHost, ? extends Credentials> credentials) {
        var held = Map.<RegistryHost, Credentials>copyOf(credentials);
        return host -> Optional.ofNullable(held.get(host));
    }
}
