package dev.pinwheel.config;

import java.net.URI;

/**
 * How to speak to github.com or an Enterprise host.
 *
 * @param host the host in the repositories' URLs
 * @param api the REST API's address
 */
public record GitHubSettings(String host, URI api, Access access) {

    /** Whether a repository's URL is on this host. */
    public boolean serves(String url) {
        return url.contains("://" + host + "/");
    }

    /** What GitHub is shown. */
    public sealed interface Access {}

    /** A personal or fine-grained token. */
    public record Token(Secret token) implements Access {}

    /** A GitHub App by its id and its private key, in PEM form. */
    public record App(String id, Secret key) implements Access {}
}
