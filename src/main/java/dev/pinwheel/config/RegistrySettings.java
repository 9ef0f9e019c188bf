package dev.pinwheel.config;

import dev.pinwheel.image.RegistryHost;
import java.util.ArrayList;
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

    static List<RegistrySettings> read(Section top) {
        var registries = new ArrayList<RegistrySettings>();
        for (var section : top.sections("registries")) {
            registries.add(one(section));
        }
        top.refuseTwins(
                "registries",
                registries.stream().map(settings -> settings.host().name()).toList());
        if (registries.isEmpty()) {
            top.problem("registries", "must name at least one registry; a host that is not named is not called");
        }
        return registries;
    }

    private static RegistrySettings one(Section section) {
        var settings = new RegistrySettings(
                section.parsed("host", RegistryHost.DOCKER_HUB, RegistryHost::new),
                section.flag("plainHttp", false),
                TlsSettings.read(section),
                LoginSettings.read(section),
                section.texts("realms"),
                section.number("concurrency", 8, 1, 256),
                section.has("rate") ? OptionalInt.of(section.number("rate", 1, 1, 10_000)) : OptionalInt.empty());
        if (!section.has("host")) {
            section.problem("host", "is missing");
        }
        section.end();
        return settings;
    }
}
