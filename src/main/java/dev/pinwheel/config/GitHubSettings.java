package dev.pinwheel.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

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

    static List<GitHubSettings> read(Section top) {
        var hosts = new ArrayList<GitHubSettings>();
        for (var section : top.sections("github")) {
            read(section, section.text("host").orElse("github.com")).ifPresent(hosts::add);
            section.end();
        }
        return hosts;
    }

    private static Optional<GitHubSettings> read(Section section, String host) {
        var usual = URI.create(host.equals("github.com") ? "https://api.github.com" : "https://" + host + "/api/v3");
        var api = section.parsed("api", usual, URI::create);
        var token = section.secret("token");
        var app = section.has("app");
        if (section.has("token") == app) {
            section.problem("", "must have either token or app");
        }
        var access = app ? app(section.section("app")) : token.map(Token::new);
        return access.map(shown -> new GitHubSettings(host, api, shown));
    }

    private static Optional<Access> app(Section section) {
        var id = section.required("id");
        var key = section.secret("key");
        if (!section.has("key")) {
            section.problem("key", "is missing");
        }
        section.end();
        return key.map(secret -> new App(id, secret));
    }
}
