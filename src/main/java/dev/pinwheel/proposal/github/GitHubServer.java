package dev.pinwheel.proposal.github;

import java.io.IOException;
import java.net.URI;
import org.kohsuke.github.GitHub;
import org.kohsuke.github.GitHubAbuseLimitHandler;
import org.kohsuke.github.GitHubBuilder;
import org.kohsuke.github.GitHubRateLimitHandler;
import org.kohsuke.github.connector.GitHubConnectorResponse;

/** A GitHub to talk to: github.com, or an Enterprise host. */
public final class GitHubServer implements AutoCloseable {

    private static final String API_OF_GITHUB = "https://api.github.com";

    private final URI api;
    private final Wire wire = new Wire();

    /** The server with this API: {@code https://api.github.com}, or {@code https://HOST/api/v3}. */
    public GitHubServer(URI api) {
        var text = api.toString();
        this.api = URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    }

    /** github.com itself. */
    public static GitHubServer github() {
        return new GitHubServer(URI.create(API_OF_GITHUB));
    }

    GitHub connect(Access access) throws IOException {
        return new GitHubBuilder()
                .withEndpoint(api.toString())
                .withConnector(wire)
                .withRateLimitHandler(new FailAtRateLimit())
                .withAbuseLimitHandler(new FailAtAbuseLimit())
                .withAuthorizationProvider(() -> "Bearer " + access.token())
                .build();
    }

    /** Moves a branch, wherever it is; kohsuke's own way needs an answer that not every server gives. */
    void moveBranch(RepositoryName repository, String branch, String commit, Access access) throws IOException {
        var address = URI.create(api + "/repos/" + repository + "/git/refs/heads/" + branch);
        wire.patch(address, "{\"sha\":\"" + commit + "\",\"force\":true}", access.token());
    }

    @Override
    public String toString() {
        return api.getHost();
    }

    /** Ends what is still under way: whoever asked cannot tell whether it was done. */
    @Override
    public void close() {
        wire.close();
    }

    /** kohsuke would sleep until the limit is lifted; we fail and come back. */
    private static final class FailAtRateLimit extends GitHubRateLimitHandler {
        @Override
        public void onError(GitHubConnectorResponse response) throws IOException {
            throw new NoAnswer("GitHub's rate limit is used up until epoch second "
                    + response.header("X-RateLimit-Reset") + "; it is tried again later");
        }
    }

    private static final class FailAtAbuseLimit extends GitHubAbuseLimitHandler {
        @Override
        public void onError(GitHubConnectorResponse response) throws IOException {
            throw new NoAnswer("GitHub asks for fewer requests, and to wait " + response.header("Retry-After")
                    + " seconds; it is tried again later");
        }
    }
}
