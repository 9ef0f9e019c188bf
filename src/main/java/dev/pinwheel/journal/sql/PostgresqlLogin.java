package dev.pinwheel.journal.sql;

import dev.pinwheel.journal.JournalException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.Properties;

/**
 * How sessions with a PostgreSQL database begin.
 *
 * @param password as the server wants it; asked of {@code ~/.pgpass} where absent
 */
record PostgresqlLogin(PostgresqlAddress address, Optional<String> password) {

    /**
     * A new session.
     *
     * @param options what it sets, as {@code -c name=value}
     * @param connecting how long the server may take to begin it
     * @param answering how long the server may take to answer
     */
    Session session(String options, Duration connecting, Duration answering) {
        var properties = new Properties();
        properties.setProperty("user", address.user());
        password.ifPresent(secret -> properties.setProperty("password", secret));
        properties.setProperty("ApplicationName", "pinwheel");
        properties.setProperty("connectTimeout", Long.toString(connecting.toSeconds()));
        properties.setProperty("loginTimeout", Long.toString(connecting.toSeconds()));
        properties.setProperty("socketTimeout", Long.toString(answering.toSeconds()));
        properties.setProperty("tcpKeepAlive", "true");
        properties.setProperty("reWriteBatchedInserts", "true");
        properties.setProperty("options", options);
        secure(properties);
        var name = URLEncoder.encode(address.database(), StandardCharsets.UTF_8);
        try {
            var url = "jdbc:postgresql://" + address.host() + ":" + address.port() + "/" + name;
            return new Session(DriverManager.getConnection(url, properties), address.toString());
        } catch (SQLException e) {
            throw new JournalException("tried to open the ledger in " + address + " as " + address.user(), e);
        }
    }

    private void secure(Properties properties) {
        properties.setProperty("sslmode", address.certificates());
        address.root()
                .ifPresentOrElse(
                        file -> properties.setProperty("sslrootcert", file),
                        () -> properties.setProperty("sslfactory", "org.postgresql.ssl.DefaultJavaSSLFactory"));
    }
}
