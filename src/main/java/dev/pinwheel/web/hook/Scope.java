package dev.pinwheel.web.hook;

import dev.pinwheel.image.Reference;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;

/**
 * The images that a sender may speak of: those of a registry, or those below a path of it.
 *
 * @param prefix a registry, or a registry and the beginning of a path, without a slash at the end
 */
public record Scope(String prefix) {

    /** @throws IllegalArgumentException if it is not such a prefix */
    public Scope {
        if (!Reference.parse(prefix + "/x/y").repository().toString().equals(prefix + "/x/y")) {
            throw new IllegalArgumentException(
                    "must be a registry such as registry.example.com, or one and a path, not '" + prefix + "'");
        }
    }

    /**
     * The repository at a path that the sender names.
     *
     * @throws IllegalArgumentException if it is no path of a repository
     */
    Repository repository(String path) {
        var slash = prefix.indexOf('/');
        return slash < 0
                ? new Repository(new RegistryHost(prefix), path)
                : new Repository(
                        new RegistryHost(prefix.substring(0, slash)), prefix.substring(slash + 1) + "/" + path);
    }

    boolean contains(Repository repository) {
        return repository.toString().startsWith(prefix + "/");
    }
}
