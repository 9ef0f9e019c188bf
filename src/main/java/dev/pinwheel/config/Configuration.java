package dev.pinwheel.config;

import dev.pinwheel.image.Platform;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything that Pinwheel is told.
 *
 * @param data the directory of the ledger, the evidence, and the copies of the repositories
 * @param origin the ledger's name in its checkpoints, as the C2SP tlog-checkpoint specification wants it
 * @param schedule when a cycle is due, as a Quartz cron expression in UTC
 * @param dockerConfig docker's {@code config.json}, asked for registries without a login of their own
 * @param http where {@code serve} answers; nowhere where absent
 * @param hooks the door for hooks; none where absent
 */
public record Configuration(
        Path data,
        String origin,
        LedgerSettings ledger,
        String schedule,
        List<RepositorySettings> repositories,
        List<GitHubSettings> github,
        List<RegistrySettings> registries,
        Optional<Path> dockerConfig,
        PinSettings pins,
        Platform platform,
        WatchSettings watch,
        PolicySettings policy,
        BuilderSettings builder,
        ScannerSettings scanner,
        Optional<HttpSettings> http,
        Optional<HooksSettings> hooks) {

    public Configuration {
        repositories = List.copyOf(repositories);
        github = List.copyOf(github);
        registries = List.copyOf(registries);
    }
}
