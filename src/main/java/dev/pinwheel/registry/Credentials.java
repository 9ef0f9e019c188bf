package dev.pinwheel.registry;

/** What a registry knows us by; never shown in text. */
public sealed interface Credentials {

    /** A user name and its password or access token. */
    record Login(String username, String password) implements Credentials {

        public Login {
            if (username.isEmpty() || username.contains(":")) {
                throw new IllegalArgumentException("a user name is not empty and has no colon");
            }
        }

        @Override
        public String toString() {
            return "Login[•••]";
        }
    }

    /** A refresh token that a token service exchanges for access tokens (OAuth 2). */
    record IdentityToken(String token) implements Credentials {

        @Override
        public String toString() {
            return "IdentityToken[•••]";
        }
    }
}
