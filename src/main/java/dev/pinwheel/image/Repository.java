package dev.pinwheel.image;

/**
 * The scope for content in a registry, normalised: Docker Hub's official images carry their {@code
 * library/}, as in {@code docker.io/library/python}.
 */
public record Repository(RegistryHost host, String path) {

    /** The longest path, host excluded, that distribution/reference accepts, in characters. */
    public static final int MAX_LENGTH = 255;

    public Repository {
        if (!Grammar.PATH.matcher(path).matches()) {
            throw new IllegalArgumentException("not a repository path: '" + path + "'");
        }
        if (host.equals(RegistryHost.DOCKER_HUB) && !path.contains("/")) {
            path = "library/" + path;
        }
        if (path.length() > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    "repository name is longer than " + MAX_LENGTH + " characters: '" + path + "'");
        }
    }

    @Override
    public String toString() {
        return host + "/" + path;
    }
}
