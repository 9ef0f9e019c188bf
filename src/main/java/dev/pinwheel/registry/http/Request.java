package dev.pinwheel.registry.http;

import java.util.Optional;

/** What is asked of a registry: how, about which repository, on which path, and which media types are welcome. */
record Request(Method method, String repository, String path, Optional<String> accept) {

    /** The methods that we use; neither changes anything. */
    enum Method {
        HEAD,
        GET
    }
}
