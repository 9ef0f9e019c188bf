package dev.pinwheel;

import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.GitHubSettings;
import dev.pinwheel.config.RepositorySettings;
import dev.pinwheel.event.Source;
import dev.pinwheel.proposal.github.Access;
import dev.pinwheel.proposal.github.AppInstallation;
import dev.pinwheel.proposal.github.AppKey;
import dev.pinwheel.proposal.github.GitHubForge;
import dev.pinwheel.proposal.github.GitHubServer;
import dev.pinwheel.proposal.github.RepositoryName;
import dev.pinwheel.source.git.Credentials;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The configured repositories that are on a GitHub: what lets us into each, and its forge. */
final class GitHubs implements AutoCloseable {

    private static final String GIT_USER = "x-access-token";

    /** A repository, its server, and what lets us in. */
    private record Place(GitHubServer server, RepositoryName name, Access access) {}

    private final Map<Source, Place> places = new HashMap<>();
    private final List<GitHubServer> servers = new ArrayList<>();

    GitHubs(Configuration configuration, Clock clock) {
        for (var settings : configuration.github()) {
            var server = new GitHubServer(settings.api());
            servers.add(server);
            for (var repository : configuration.repositories()) {
                if (settings.serves(repository.source().name())) {
                    var name = name(repository, settings);
                    places.put(repository.source(), new Place(server, name, access(settings, server, name, clock)));
                }
            }
        }
    }

    private static RepositoryName name(RepositorySettings repository, GitHubSettings settings) {
        var url = repository.source().name();
        var path = url.substring(url.indexOf(settings.host()) + settings.host().length() + 1);
        return RepositoryName.parse(path.replaceFirst("\\.git/?$", ""));
    }

    private static Access access(GitHubSettings settings, GitHubServer server, RepositoryName name, Clock clock) {
        return switch (settings.access()) {
            case GitHubSettings.Token(var token) -> token::value;
            case GitHubSettings.App(var id, var key) ->
                new AppInstallation(server, id, AppKey.parse(key.value()), name, clock);
        };
    }

    GitHubForge forge(Source source) {
        var place = place(source);
        return new GitHubForge(place.server(), place.access(), place.name());
    }

    /** What git is shown for a repository that is on a GitHub. */
    Optional<Credentials> credentials(Source source) {
        return Optional.ofNullable(places.get(source))
                .map(place -> new Credentials(GIT_USER, () -> token(place.access())));
    }

    private Place place(Source source) {
        var place = places.get(source);
        if (place == null) {
            throw new IllegalArgumentException(source + " is on no GitHub that is configured");
        }
        return place;
    }

    @Override
    public void close() {
        servers.forEach(GitHubServer::close);
    }

    private static String token(Access access) {
        try {
            return access.token();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
