package dev.pinwheel.config;

import dev.pinwheel.event.Source;
import java.util.Map;
import java.util.Optional;

/**
 * One git repository to keep pins fresh in.
 *
 * @param source its name, which is its URL or path
 * @param branch the branch to read; its default branch where absent
 * @param contexts the build context of a Dockerfile where it is not the Dockerfile's own directory
 * @param credentials for plain git over HTTP; GitHub's come from {@link GitHubSettings}
 */
public record RepositorySettings(
        Source source,
        Optional<String> branch,
        Forge forge,
        Map<String, String> contexts,
        Optional<LoginSettings> credentials) {

    public RepositorySettings {
        contexts = Map.copyOf(contexts);
    }

    /** Where proposals for a repository are made. */
    public enum Forge {
        GITHUB,
        LOCAL
    }
}
