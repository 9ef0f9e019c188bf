package dev.pinwheel.registry.http;

import java.util.Optional;
import java.util.Set;

/**
 * What is asked of a registry.
 *
 * @param repository what it is about, for which the registry may want a token
 * @param path where, with its query
 * @param accept the media types that are welcome, if only some are
 * @param from the first byte that is wanted
 * @param answers the statuses besides 200 that are an answer to it, and no failure
 */
record Request(
        Method method, String repository, String path, Optional<String> accept, long from, Set<Integer> answers) {

    /** The methods that we use; neither changes anything. */
    enum Method {
        HEAD,
        GET
    }

    /** All of what is at a path, in one of these media types. */
    static Request of(Method method, String repository, String path, String accept) {
        return new Request(method, repository, path, Optional.of(accept), 0, Set.of());
    }

    /** A blob, from a byte on. */
    static Request blob(String repository, String path, long from) {
        return new Request(Method.GET, repository, path, Optional.empty(), from, Set.of());
    }

    /** The same, to which these statuses are answers, too. */
    Request orAnsweredBy(Set<Integer> statuses) {
        return new Request(method, repository, path, accept, from, statuses);
    }

    /** Whether a status says that this was done: also a part is welcome where a part was asked for. */
    boolean isMetBy(int status) {
        return status == 200 || (status == 206 && from > 0) || answers.contains(status);
    }
}
