package dev.pinwheel.journal.sql;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A real PostgreSQL on a free loopback port, with a directory of its own, as an unprivileged user. */
public final class PostgresqlServer implements AutoCloseable {

    public static final String PASSWORD = "correct horse / battery % staple";
    private static final String SUPERUSER = "root";
    private static final String USER = "pinwheel";
    private static final String UNPRIVILEGED = "nobody";
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final Path programs;
    private final Path folder;
    private final int port;
    private final List<String> settings;
    private final Thread end = new Thread(this::kill);
    private Process process;
    private int databases;

    private PostgresqlServer(Path programs, Path folder, List<String> settings)
            throws IOException, InterruptedException {
        this.programs = programs;
        this.folder = folder;
        this.settings = List.copyOf(settings);
        this.port = freePort();
        initialize();
        this.process = launch();
        Runtime.getRuntime().addShutdownHook(end);
    }

    /** A server that runs; the test is skipped where none is installed, and fails in CI. */
    public static PostgresqlServer start() throws IOException, InterruptedException {
        return startIn(Files.createTempDirectory("pinwheel-postgresql"));
    }

    /**
     * The same with its files in this directory.
     *
     * @param settings what it is configured with besides, as {@code name=value}
     */
    public static PostgresqlServer startIn(Path directory, String... settings)
            throws IOException, InterruptedException {
        return new PostgresqlServer(programs(), directory, List.of(settings));
    }

    private static Path programs() throws IOException {
        var found = candidates()
                .filter(folder -> Files.isExecutable(folder.resolve("initdb")))
                .findFirst();
        if (found.isEmpty() && "true".equals(System.getenv("CI"))) {
            return fail("no PostgreSQL; deploy/parts/install postgresql installs it");
        }
        return found.orElseGet(() -> abort("skipped: no PostgreSQL"));
    }

    private static Stream<Path> candidates() throws IOException {
        var path = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1))
                .map(Path::of);
        var debian = Path.of("/usr/lib/postgresql");
        if (!Files.isDirectory(debian)) {
            return path;
        }
        try (var versions = Files.list(debian)) {
            var newest = versions.sorted(Comparator.reverseOrder())
                    .map(version -> version.resolve("bin"))
                    .toList();
            return Stream.concat(newest.stream(), path);
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private void initialize() throws IOException, InterruptedException {
        var secret = folder.resolve("password");
        Files.writeString(secret, PASSWORD);
        own(folder);
        own(secret);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        run(
                "initdb",
                "--pgdata",
                data(),
                "--username",
                SUPERUSER,
                "--auth",
                "scram-sha-256",
                "--pwfile",
                secret.toString(),
                "--encoding",
                "UTF8",
                "--locale",
                "C",
                "--no-sync");
        Files.delete(secret);
    }

    /** Lets the server, and nobody else, use a file. */
    public static Path own(Path file) throws IOException {
        if (isRoot()) {
            var owner = FileSystems.getDefault().getUserPrincipalLookupService().lookupPrincipalByName(UNPRIVILEGED);
            Files.setOwner(file, owner);
        }
        return file;
    }

    private String data() {
        return folder.resolve("data").toString();
    }

    private void run(String program, String... arguments) throws IOException, InterruptedException {
        var ended = new ProcessBuilder(line(program, arguments))
                .redirectErrorStream(true)
                .start();
        var said = new String(ended.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
        assertTrue(ended.waitFor(1, TimeUnit.MINUTES), program);
        assertEquals(0, ended.exitValue(), said);
    }

    private List<String> line(String program, String... arguments) {
        var line = new ArrayList<String>();
        if (isRoot()) {
            line.addAll(List.of("setpriv", "--reuid", UNPRIVILEGED, "--regid", "nogroup", "--clear-groups", "--"));
        }
        line.add(programs.resolve(program).toString());
        line.addAll(List.of(arguments));
        return line;
    }

    private static boolean isRoot() {
        return "root".equals(System.getProperty("user.name"));
    }

    /** Starts the server and waits until it says that it is ready. */
    private Process launch() throws IOException {
        var line = line(
                "postgres",
                "-D",
                data(),
                "-p",
                Integer.toString(port),
                "-c",
                "listen_addresses=127.0.0.1",
                "-c",
                "unix_socket_directories=");
        settings.forEach(setting -> line.addAll(List.of("-c", setting)));
        var server = new ProcessBuilder(line).redirectErrorStream(true).start();
        var log = server.inputReader();
        var said = new StringBuilder();
        for (var text = log.readLine(); text != null; text = log.readLine()) {
            said.append(text).append('\n');
            if (text.endsWith("database system is ready to accept connections")) {
                Thread.ofVirtual().start(() -> log.lines().forEach(ignored -> {}));
                return server;
            }
        }
        return fail("PostgreSQL ended: " + said);
    }

    /** Kills every process of the server at once, as a loss of power does to them. */
    public void kill() {
        var all = Stream.concat(Stream.of(process.toHandle()), process.descendants())
                .toList();
        all.forEach(ProcessHandle::destroyForcibly);
        all.forEach(each -> each.onExit().join());
    }

    /** Starts it again after a {@link #kill}. */
    public void restart() throws IOException {
        process = launch();
    }

    /** The address of a new database, whose owner has no other rights. */
    public String newDatabase() {
        var name = "ledger" + ++databases;
        superuser(
                "postgres",
                "DO $$ BEGIN CREATE ROLE " + USER + " LOGIN PASSWORD '" + PASSWORD
                        + "'; EXCEPTION WHEN duplicate_object THEN NULL; END $$");
        superuser("postgres", "CREATE DATABASE " + name + " OWNER " + USER);
        return "postgresql://" + USER + "@127.0.0.1:" + port + "/" + name;
    }

    /** Does something as somebody who has every right in a database. */
    void superuser(String database, String sql) {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/" + database, SUPERUSER, PASSWORD);
                var statement = connection.createStatement()) {
            statement.execute(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e.getMessage(), e);
        }
    }

    /** What a query for one number answers. */
    long count(String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + port + "/postgres", SUPERUSER, PASSWORD);
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            assertTrue(rows.next());
            return rows.getLong(1);
        }
    }

    /** Ends the sessions that hold a lock of this type in a database, as if the server had lost them. */
    public void endSessions(String address, String lockType) {
        superuser(
                PostgresqlAddress.parse(address).database(),
                "SELECT pg_terminate_backend(l.pid) FROM pg_locks l WHERE l.locktype = '" + lockType
                        + "' AND l.granted");
    }

    /** The ledger at an address, as Pinwheel opens it. */
    public static PostgresqlDatabase ledger(String address) {
        return new PostgresqlDatabase(PostgresqlAddress.parse(address), Optional.of(PASSWORD), PATIENCE);
    }

    /** A connection of somebody who knows SQL and the password. */
    public static Connection connect(String address) throws SQLException {
        return DriverManager.getConnection("jdbc:" + PostgresqlAddress.parse(address), USER, PASSWORD);
    }

    /** Starts it again, if it ended by itself. */
    public void restartIfEnded() throws IOException {
        if (!process.isAlive()) {
            restart();
        }
    }

    /** Ends it and deletes what is in its directory. */
    @Override
    public void close() throws IOException {
        kill();
        Runtime.getRuntime().removeShutdownHook(end);
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder())
                    .filter(file -> !file.equals(folder))
                    .toList()) {
                Files.delete(file);
            }
        }
    }
}
