package dev.pinwheel.config;

import dev.pinwheel.image.RegistryHost;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One registry that images may come from; a host that is not configured is not called.
 *
 * @param plainHttp whether it is spoken to without TLS
 * @param realms other hosts that may be shown this registry's credentials for a token
 * @param concurrency how many requests it gets at once at most
 * @param rate how many requests it gets a second at most, if that is limited
 */
public record RegistrySettings(
        RegistryHost host,
        boolean plainHttp,
        TlsSettings tls,
        Optional<LoginSettings> credentials,
        List<String> realms,
        int concurrency,
        OptionalInt rate) {

    public RegistrySettings {
        realms = List.copyOf(realms);
    }
}
