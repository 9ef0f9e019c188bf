package dev.pinwheel.config;

import dev.pinwheel.image.RegistryHost;
import java.util.List;
import java.util.Optional;

/**
 * One registry that images may come from; a host that is not configured is not called.
 *
 * @param plainHttp whether it is spoken to without TLS
 * @param realms other hosts that may be shown this registry's credentials for a token
 * @param concurrency how many requests it gets at once at most
 */
public record RegistrySettings(
        RegistryHost host,
        boolean plainHttp,
        Optional<LoginSettings> credentials,
        List<String> realms,
        int concurrency) {

    public RegistrySettings {
        realms = List.copyOf(realms);
    }
}
