package dev.pinwheel.journal.sql;

import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a PostgreSQL database is, written as libpq writes it:
 * {@code postgresql://USER@HOST[:PORT]/DATABASE[?sslmode=MODE&sslrootcert=FILE]}.
 *
 * @param certificates how the connection is secured, as libpq's {@code sslmode} names it
 * @param root the file of the certificates that may sign the server's; Java's own where absent
 */
public record PostgresqlAddress(
        String host, int port, String database, String user, String certificates, Optional<String> root) {

    private static final int PORT = 5432;
    private static final List<String> MODES = List.of("disable", "require", "verify-ca", "verify-full");
    private static final List<String> LOOPBACK = List.of("localhost", "127.0.0.1", "[::1]");

    /** Reads an address; away from this machine the server's certificate is verified unless it says otherwise. */
    public static PostgresqlAddress parse(String url) {
        var uri = uri(url);
        var user = Optional.ofNullable(uri.getUserInfo()).orElse("");
        var host = Optional.ofNullable(uri.getHost()).orElse("");
        var database = Optional.ofNullable(uri.getPath()).orElse("").replaceFirst("^/", "");
        if (!"postgresql".equals(uri.getScheme()) || user.isEmpty() || host.isEmpty() || database.isEmpty()) {
            throw new IllegalArgumentException("must be postgresql://USER@HOST/DATABASE");
        }
        if (user.contains(":")) {
            throw new IllegalArgumentException("must not carry a password; it has a key of its own");
        }
        var options = options(uri.getQuery());
        var mode = Optional.ofNullable(options.remove("sslmode"))
                .orElse(LOOPBACK.contains(host) ? "disable" : "verify-full");
        var root = Optional.ofNullable(options.remove("sslrootcert"));
        if (!MODES.contains(mode) || !options.isEmpty()) {
            throw new IllegalArgumentException(
                    "may have the options sslmode, one of " + String.join(", ", MODES) + ", and sslrootcert");
        }
        return new PostgresqlAddress(host, uri.getPort() < 0 ? PORT : uri.getPort(), database, user, mode, root);
    }

    /** What cannot be read is not repeated: there may be a password in it. */
    private static URI uri(String url) {
        try {
            return URI.create(url);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "must be postgresql://USER@HOST/DATABASE, percent-encoded where it has special characters");
        }
    }

    private static Map<String, String> options(String query) {
        var options = new HashMap<String, String>();
        if (query != null) {
            for (var option : query.split("&", -1)) {
                var equals = option.indexOf('=');
                options.put(option.substring(0, Math.max(0, equals)), option.substring(equals + 1));
            }
        }
        return options;
    }

    @Override
    public String toString() {
        return "postgresql://" + host + ":" + port + "/" + database;
    }
}
