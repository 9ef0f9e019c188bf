package dev.pinwheel.web.hook;

import dev.pinwheel.event.Source;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The sources that are watched, found by any of the addresses that senders write. */
public final class GitRepositories {

    /** More than any forge's or git's own address has. */
    private static final int MOST_CHARACTERS = 2_000;

    private record Known(Source source, Optional<String> branch) {}

    private final Map<String, Known> known = new HashMap<>();

    /**
     * Knows these sources.
     *
     * @param branches the branch that is read of each; its default branch where empty
     */
    public GitRepositories(Map<Source, Optional<String>> branches) {
        branches.forEach((source, branch) -> known.put(address(source.name()), new Known(source, branch)));
    }

    Optional<Source> at(String url) {
        return named(url).map(Known::source);
    }

    private Optional<Known> named(String url) {
        return url.length() > MOST_CHARACTERS ? Optional.empty() : Optional.ofNullable(known.get(address(url)));
    }

    /** The source whose pins are read on the branch that was pushed. */
    Optional<Source> reading(Hint.Pushed pushed) {
        return named(pushed.url())
                .filter(found -> found.branch().map(pushed.branch()::equals).orElse(pushed.isDefault()))
                .map(Known::source);
    }

    /** Host and path alone, in lower case as hosts and forges take them, without what git adds. */
    private static String address(String url) {
        var bare = url.replaceFirst("^[a-zA-Z+]+://", "").replaceFirst("^[^/@]*@", "");
        return bare.toLowerCase(Locale.ROOT).replaceFirst("/+$", "").replaceFirst("\\.git$", "");
    }
}
