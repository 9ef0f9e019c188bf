package dev.pinwheel.proposal.github;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A GitHub App as it is installed for one repository; its token is kept until shortly before it expires. */
public final class AppInstallation implements Access {

    private static final Duration MARGIN = Duration.ofMinutes(5);

    private final GitHubServer server;
    private final String appId;
    private final AppKey key;
    private final RepositoryName repository;
    private final Clock clock;
    private @Nullable String token;
    private Instant renew = Instant.MIN;

    public AppInstallation(GitHubServer server, String appId, AppKey key, RepositoryName repository, Clock clock) {
        if (!appId.matches("[A-Za-z0-9._-]+")) {
            throw new IllegalArgumentException("not the id of an App: '" + appId + "'");
        }
        this.server = server;
        this.appId = appId;
        this.key = key;
        this.repository = repository;
        this.clock = clock;
    }

    @Override
    public synchronized String token() throws IOException {
        var known = token;
        if (known != null && clock.instant().isBefore(renew)) {
            return known;
        }
        var app = server.connect(() -> key.webToken(appId, clock.instant())).getApp();
        var created = app.getInstallationByRepository(repository.owner(), repository.name())
                .createToken()
                .create();
        renew = created.getExpiresAt().toInstant().minus(MARGIN);
        token = created.getToken();
        return created.getToken();
    }
}
