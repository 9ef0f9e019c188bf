package dev.pinwheel.registry.http;

/**
 * How the token services that a registry names are reached: one on its own host takes a turn of its rate, and one that
 * is the registry itself is shown what the registry is shown.
 */
record TokenRoutes(Origin registry, Wire home, Wire elsewhere, Pace pace) {

    /** The connections to a token service, as soon as a request to it may begin; a token is no pull. */
    Wire to(Origin service) throws Trouble {
        if (service.host().equals(registry.host())) {
            pace.await(Request.Method.HEAD);
        }
        return service.equals(registry) ? home : elsewhere;
    }
}
