package dev.pinwheel.registry.http;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** What a registry wants to see before it answers, from its {@code WWW-Authenticate} (RFC 9110, 11.6.1). */
sealed interface Challenge {

    /** A user name and a password with every request. */
    record Basic() implements Challenge {}

    /** A token from this realm; {@code scope} is empty where the registry leaves it to the client. */
    record Bearer(String realm, Optional<String> service, Optional<String> scope) implements Challenge {

        /** What to ask for where one repository is to be read. */
        static String reading(String repository) {
            return "repository:" + repository + ":pull";
        }

        /**
         * The same for another repository, where this asks for no more than to read one.
         *
         * @param made the repository that this is for
         */
        Optional<Bearer> insteadFor(String repository, String made) {
            if (scope.isEmpty()) {
                return Optional.of(this);
            }
            return scope.filter(reading(made)::equals)
                    .map(same -> new Bearer(realm, service, Optional.of(reading(repository))));
        }
    }

    /** A parameter, or the name of the next challenge's scheme. */
    Pattern PART = Pattern.compile(
            "\\G[\\s,]*(?:([A-Za-z0-9!#$%&'*+.^_`|~-]+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.)*+)\"|([^\\s,\"]*+))|([A-Za-z][A-Za-z0-9-]*))");

    /** The challenge that we can meet, the bearer token before the password. */
    static Optional<Challenge> in(List<String> headers) {
        var basic = false;
        for (var header : headers) {
            var schemes = schemes(header);
            var bearer = schemes.get("bearer");
            if (bearer != null && bearer.containsKey("realm")) {
                return Optional.of(bearer(bearer));
            }
            basic |= schemes.containsKey("basic");
        }
        return basic ? Optional.of(new Basic()) : Optional.empty();
    }

    private static Bearer bearer(Map<String, String> parameters) {
        return new Bearer(
                parameters.getOrDefault("realm", ""),
                Optional.ofNullable(parameters.get("service")),
                Optional.ofNullable(parameters.get("scope")).filter(scope -> !scope.isBlank()));
    }

    private static Map<String, Map<String, String>> schemes(String header) {
        var schemes = new HashMap<String, Map<String, String>>();
        Map<String, String> parameters = new HashMap<>();
        var part = PART.matcher(header);
        while (part.find()) {
            if (part.group(4) != null) {
                parameters = new HashMap<>();
                schemes.putIfAbsent(part.group(4).toLowerCase(Locale.ROOT), parameters);
            } else {
                var quoted = part.group(2);
                var value = quoted == null ? part.group(3) : quoted.replaceAll("\\\\(.)", "$1");
                parameters.putIfAbsent(part.group(1).toLowerCase(Locale.ROOT), value);
            }
        }
        return schemes;
    }
}
