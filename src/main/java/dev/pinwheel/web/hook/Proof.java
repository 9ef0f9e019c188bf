package dev.pinwheel.web.hook;

import java.util.List;

/** How we know that a request comes from whom we configured. */
public sealed interface Proof {

    /** Whether a request is authentic. */
    Authenticity check(Delivery delivery);

    /** The path ends in the secret; for senders who can do nothing better. */
    record InPath(SharedSecret secret) implements Proof {

        @Override
        public Authenticity check(Delivery delivery) {
            var shown = delivery.pathSecret();
            return Authenticity.of(
                    shown.isPresent() && secret.is(shown.get()), "the path does not end in this hook's secret");
        }
    }

    /** A header is the secret, alone or as a bearer's. */
    record InHeader(String header, SharedSecret secret) implements Proof {

        private static final String BEARER = "Bearer ";

        @Override
        public Authenticity check(Delivery delivery) {
            var shown = delivery.header(header).orElse("");
            var bare =
                    shown.regionMatches(true, 0, BEARER, 0, BEARER.length()) ? shown.substring(BEARER.length()) : shown;
            return Authenticity.of(
                    secret.is(shown) || secret.is(bare), "the header " + header + " is not this hook's secret");
        }
    }

    /**
     * A header is an HMAC of the body in hexadecimal digits.
     *
     * @param headers the headers that it may be in
     * @param prefix what stands before the digits
     */
    record Signed(List<String> headers, String prefix, Hmac algorithm, SharedSecret secret) implements Proof {

        public Signed {
            headers = List.copyOf(headers);
        }

        @Override
        public Authenticity check(Delivery delivery) {
            var shown = headers.stream()
                    .flatMap(name -> delivery.header(name).stream())
                    .findFirst();
            if (shown.isEmpty()) {
                return new Authenticity.Forged("there is no signature in the header " + headers.getFirst());
            }
            var digits = shown.get().startsWith(prefix) ? shown.get().substring(prefix.length()) : "";
            return Authenticity.of(
                    secret.signed(algorithm, delivery.body(), digits),
                    "the signature in the header " + headers.getFirst() + " is not of this body");
        }
    }

    /** As {@link Signed}, of the body without the white space that JSON may have between its tokens. */
    record SignedWithoutSpace(Signed signed) implements Proof {

        @Override
        public Authenticity check(Delivery delivery) {
            return signed.check(delivery) instanceof Authenticity.Proven proven
                    ? proven
                    : signed.check(delivery.with(WhiteSpace.without(delivery.body())));
        }
    }

    /** The header {@code Authorization} bears a token that an issuer signed. */
    record ByToken(IdTokens tokens) implements Proof {

        @Override
        public Authenticity check(Delivery delivery) {
            var shown = delivery.header("Authorization").orElse("");
            return shown.startsWith("Bearer ")
                    ? tokens.check(shown.substring("Bearer ".length()))
                    : new Authenticity.Forged("there is no bearer token in the header Authorization");
        }
    }
}
