package dev.pinwheel.config;

import dev.pinwheel.image.Reference;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One sender that may tell us where to look.
 *
 * @param name what its path ends in, {@code /hooks/NAME}
 * @param registry the registry, or registry and path, that it may speak of
 * @param perMinute how many messages a minute are taken
 */
public record HookSettings(String name, Kind from, ProofSettings proof, Optional<String> registry, int perMinute) {

    /** The name that {@code pinwheel look} uses. */
    private static final String OWN_NAME = "look";

    private static final int LEAST_SECRET = 16;
    private static final Set<Kind> NEED_REGISTRY =
            Set.of(Kind.DISTRIBUTION, Kind.HARBOR, Kind.ACR, Kind.EVENTGRID, Kind.JFROG, Kind.NEXUS, Kind.GITEA);

    /** The senders that are understood. */
    public enum Kind {
        DOCKERHUB,
        DISTRIBUTION,
        HARBOR,
        QUAY,
        GITHUB,
        ACR,
        EVENTGRID,
        GAR,
        ECR,
        JFROG,
        NEXUS,
        GITEA,
        GENERIC
    }

    /** How a sender proves itself. */
    public sealed interface ProofSettings {

        /** A secret at the end of the path. */
        record InPath(Secret secret) implements ProofSettings {}

        /** A secret in a header. */
        record InHeader(String header, Secret secret) implements ProofSettings {}

        /** An HMAC of the body under a secret. */
        record Signed(Secret secret) implements ProofSettings {}

        /** An ID token of Google's for an audience and a service account. */
        record ByToken(String audience, String email) implements ProofSettings {}
    }

    private enum Way {
        PATH,
        HEADER,
        SIGNATURE,
        TOKEN
    }

    /** What each sender can do, the usual first. */
    private static final Map<Kind, List<Way>> WAYS = Map.ofEntries(
            Map.entry(Kind.DOCKERHUB, List.of(Way.PATH)),
            Map.entry(Kind.DISTRIBUTION, List.of(Way.HEADER)),
            Map.entry(Kind.HARBOR, List.of(Way.HEADER)),
            Map.entry(Kind.QUAY, List.of(Way.PATH)),
            Map.entry(Kind.GITHUB, List.of(Way.SIGNATURE)),
            Map.entry(Kind.ACR, List.of(Way.HEADER)),
            Map.entry(Kind.EVENTGRID, List.of(Way.PATH, Way.HEADER)),
            Map.entry(Kind.GAR, List.of(Way.TOKEN)),
            Map.entry(Kind.ECR, List.of(Way.HEADER)),
            Map.entry(Kind.JFROG, List.of(Way.SIGNATURE, Way.HEADER)),
            Map.entry(Kind.NEXUS, List.of(Way.SIGNATURE)),
            Map.entry(Kind.GITEA, List.of(Way.SIGNATURE)),
            Map.entry(Kind.GENERIC, List.of(Way.SIGNATURE)));

    static Optional<HookSettings> read(Section section) {
        var name = section.required("name");
        if (!name.matches("[a-z0-9][a-z0-9-]{0,39}") || name.equals(OWN_NAME)) {
            section.problem("name", "must be of a-z, 0-9 and '-', at most 40, and not '" + OWN_NAME + "'");
        }
        section.required("from");
        var from = section.choice("from", Kind.GENERIC, Kind.class);
        var registry = section.parsed("registry", Optional.<String>empty(), HookSettings::registry);
        if (!section.has("registry") && NEED_REGISTRY.contains(from)) {
            section.problem("registry", "is missing; it says which images this sender may speak of");
        }
        var perMinute = section.number("perMinute", 120, 1, 10_000);
        return proof(section, from).map(proof -> new HookSettings(name, from, proof, registry, perMinute));
    }

    private static Optional<String> registry(String prefix) {
        var below = prefix + "/x/y";
        if (!Reference.parse(below).repository().toString().equals(below)) {
            throw new IllegalArgumentException("must be a registry, or a registry and a path, not '" + prefix + "'");
        }
        return Optional.of(prefix);
    }

    private static Optional<ProofSettings> proof(Section section, Kind from) {
        var ways = WAYS.getOrDefault(from, List.of(Way.SIGNATURE));
        var way = section.choice("proof", ways.getFirst(), Way.class);
        if (!ways.contains(way)) {
            section.problem("proof", "must be one of " + ways + " for " + from.name().toLowerCase(Locale.ROOT));
        }
        return switch (way) {
            case PATH -> secret(section).flatMap(secret -> inPath(section, secret));
            case HEADER -> inHeader(section, from);
            case SIGNATURE -> secret(section).map(ProofSettings.Signed::new);
            case TOKEN ->
                Optional.of(new ProofSettings.ByToken(section.required("audience"), section.required("email")));
        };
    }

    private static Optional<ProofSettings> inPath(Section section, Secret secret) {
        if (!secret.value().matches("[A-Za-z0-9_-]+")) {
            section.problem("secret", "must be of letters, digits, '-' and '_', for it is a part of the path");
        }
        return Optional.of(new ProofSettings.InPath(secret));
    }

    private static Optional<ProofSettings> inHeader(Section section, Kind from) {
        var usual = from == Kind.JFROG ? "X-JFrog-Event-Auth" : "Authorization";
        var header = section.text("header").orElse(usual);
        return secret(section).map(secret -> new ProofSettings.InHeader(header, secret));
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
