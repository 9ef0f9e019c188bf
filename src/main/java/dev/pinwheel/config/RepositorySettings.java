package dev.pinwheel.config;

import dev.pinwheel.event.Source;
import java.util.ArrayList;
import java.util.List;
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

    static List<RepositorySettings> read(Section top, List<GitHubSettings> github) {
        var repositories = new ArrayList<RepositorySettings>();
        for (var section : top.sections("repositories")) {
            repositories.add(read(section, new Source(url(section)), github));
        }
        top.refuseTwins(
                "repositories",
                repositories.stream().map(settings -> settings.source().name()).toList());
        if (repositories.isEmpty()) {
            top.problem("repositories", "must name at least one repository");
        }
        return repositories;
    }

    private static String url(Section section) {
        var url = section.required("url");
        if (url.contains("@") && url.contains("://") && url.indexOf('@') < url.indexOf('/', url.indexOf("://") + 3)) {
            section.problem("url", "must not carry credentials; use username and password");
        }
        if (url.startsWith("ssh://") || url.matches("[^/]+@[^/]+:.*")) {
            section.problem("url", "must be https, http, file or a path; git over ssh is not spoken");
        }
        return url;
    }

    private static RepositorySettings read(Section section, Source source, List<GitHubSettings> github) {
        var onGitHub = github.stream().anyMatch(settings -> settings.serves(source.name()));
        var forge = section.choice("forge", onGitHub ? Forge.GITHUB : Forge.LOCAL, Forge.class);
        if (forge == Forge.GITHUB && !onGitHub) {
            section.problem("forge", "no entry under github has this repository's host");
        }
        var settings = new RepositorySettings(
                source, section.text("branch"), forge, contexts(section), LoginSettings.read(section));
        section.end();
        return settings;
    }

    /** A context that leads out of the source would show the builder this machine's files. */
    private static Map<String, String> contexts(Section section) {
        var contexts = section.textsByName("contexts");
        contexts.forEach((dockerfile, context) -> {
            if (context.startsWith("/") || List.of(context.split("/")).contains("..")) {
                section.problem("contexts." + dockerfile, "must be a path in the repository, not '" + context + "'");
            }
        });
        return contexts;
    }
}
