package dev.pinwheel.web.hook;

import java.net.URI;

/**
 * Who gives out ID tokens.
 *
 * @param name what its tokens call it, {@code iss}
 * @param keys where it publishes the keys that it signs them with, as a JSON Web Key Set
 */
public record Issuer(String name, URI keys) {

    /** Who vouches for Google's service accounts. */
    public static final Issuer GOOGLE =
            new Issuer("https://accounts.google.com", URI.create("https://www.googleapis.com/oauth2/v3/certs"));
}
