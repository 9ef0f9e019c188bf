package dev.pinwheel.config;

import dev.pinwheel.event.Source;
import java.util.Optional;

/**
 * One git repository to keep pins fresh in.
 *
 * @param source its name, which is its URL or path
 * @param branch the branch to read; its default branch where absent
 * @param credentials for plain git over HTTP; GitHub's come from {@link GitHubSettings}
 */
public record RepositorySettings(
        Source source, Optional<String> branch, Forge forge, Optional<LoginSettings> credentials) {

    /** Where proposals for a repository are made. */
    public enum Forge {
        GITHUB,
        LOCAL
    }
}
