package dev.pinwheel.proposal.github;

import java.util.regex.Pattern;

/** A repository on GitHub: its owner's and its own name. */
public record RepositoryName(String owner, String name) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._-]{1,100}");

    public RepositoryName {
        if (!NAME.matcher(owner).matches() || !NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a repository on GitHub: '" + owner + "/" + name + "'");
        }
    }

    /** Reads {@code owner/name}; the inverse of {@link #toString}. */
    public static RepositoryName parse(String text) {
        var slash = text.indexOf('/');
        if (slash < 0) {
            throw new IllegalArgumentException("not a repository on GitHub: '" + text + "'; write it as owner/name");
        }
        return new RepositoryName(text.substring(0, slash), text.substring(slash + 1));
    }

    @Override
    public String toString() {
        return owner + "/" + name;
    }
}
