package dev.pinwheel.web.hook;

/** The {@code push} event in the form that GitHub and Gitea share. */
final class GitPush {

    private static final String BRANCHES = "refs/heads/";

    private GitPush() {}

    static Hint hint(Payload body) {
        var ref = body.need("ref");
        if (!ref.startsWith(BRANCHES)) {
            return new Hint.Nothing("no branch was pushed");
        }
        var branch = ref.substring(BRANCHES.length());
        return new Hint.Pushed(
                body.need("repository", "html_url"), branch, body.says(branch, "repository", "default_branch"));
    }
}
