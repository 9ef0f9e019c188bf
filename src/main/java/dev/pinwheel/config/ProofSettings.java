package dev.pinwheel.config;

import java.util.Locale;
import java.util.Optional;

/** How a sender proves itself. */
public sealed interface ProofSettings {

    /** The fewest characters of a secret. */
    int LEAST_SECRET = 16;

    /** A secret at the end of the path. */
    record InPath(Secret secret) implements ProofSettings {}

    /** A secret in a header. */
    record InHeader(String header, Secret secret) implements ProofSettings {}

    /** An HMAC of the body under a secret. */
    record Signed(Secret secret) implements ProofSettings {}

    /** An ID token of Google's for an audience and a service account. */
    record ByToken(String audience, String email) implements ProofSettings {}

    /** The ways that a sender can be asked to go. */
    enum Way {
        PATH,
        HEADER,
        SIGNATURE,
        TOKEN
    }

    /** Reads how a sender of this kind proves itself; empty where that is a problem. */
    static Optional<ProofSettings> read(Section section, HookKind from) {
        var ways = from.ways();
        var way = section.choice("proof", ways.getFirst(), Way.class);
        if (!ways.contains(way)) {
            section.problem(
                    "proof", "must be one of " + ways + " for " + from.name().toLowerCase(Locale.ROOT));
        }
        return switch (way) {
            case PATH -> secret(section).map(secret -> inPath(section, secret));
            case HEADER -> {
                var header = section.text("header").orElse(from.header());
                yield secret(section).map(secret -> new InHeader(header, secret));
            }
            case SIGNATURE -> secret(section).map(Signed::new);
            case TOKEN -> Optional.of(new ByToken(section.required("audience"), section.required("email")));
        };
    }

    private static ProofSettings inPath(Section section, Secret secret) {
        if (!secret.value().matches("[A-Za-z0-9_-]+")) {
            section.problem("secret", "must be of letters, digits, '-' and '_', for it is a part of the path");
        }
        return new InPath(secret);
    }

    private static Optional<Secret> secret(Section section) {
        var secret = section.secret("secret");
        if (!section.has("secret")) {
            section.problem("secret", "is missing");
        }
        if (secret.filter(known -> known.value().length() < LEAST_SECRET).isPresent()) {
            section.problem("secret", "must have at least " + LEAST_SECRET + " characters");
        }
        return secret;
    }
}
