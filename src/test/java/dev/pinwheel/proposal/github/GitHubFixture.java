package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;

/**
 * A GitHub for the tests, on loopback: git smart HTTP and the git-data API serve one real bare
 * repository, {@code pinwheel/app}; everything else is the program {@code emulate}.
 */
public final class GitHubFixture implements AutoCloseable {

    private static final String NAME = "pinwheel/app";
    private static final String TOKEN = "ghp_fixture0123456789";
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final BareRepository repository;
    private final TestKey key = TestKey.generate();
    private final Emulate emulate;
    private final GitHubFront front;

    private GitHubFixture(HttpServer server, Path directory) throws IOException {
        this.server = server;
        var git = Program.installed("git");
        var program = Program.installed("emulate");
        repository = BareRepository.in(directory.resolve("app.git"));
        var workplace = Files.createDirectories(directory.resolve("emulate"));
        emulate = Emulate.start(
                program, workplace, Optional.of(apiUrl()), new Emulate.Seed(NAME, TOKEN, appId(), key.pkcs8()));
        front = new GitHubFront(
                NAME,
                TOKEN,
                new GitOverHttp(git, repository.directory()),
                new GitData(git, repository.directory(), apiUrl() + "/repos/" + NAME),
                emulate);
    }

    /**
     * Starts everything, with an empty repository under this directory; skips the test where a program
     * is missing.
     */
    public static GitHubFixture start(Path directory) throws IOException {
        var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        var fixture = new GitHubFixture(server, directory);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", fixture.front);
        server.start();
        return fixture;
    }

    public URI apiUrl() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** What git clones and pushes, as {@code x-access-token} with the token as password. */
    public String repoUrl() {
        return apiUrl() + "/" + NAME + ".git";
    }

    /** The repository's owner and name on GitHub. */
    public String repositoryName() {
        return NAME;
    }

    /** A token that may write the repository. */
    public String token() {
        return TOKEN;
    }

    /** The id of an App that is installed for the repository. */
    public String appId() {
        return "12345";
    }

    /** The App's private key, in the form in which GitHub gives it. */
    public String appKey() {
        return key.pkcs1();
    }

    /** The repository itself, as its people see it. */
    public BareRepository repository() {
        return repository;
    }

    /** All pull requests, open and closed, as the API shows them. */
    public List<JsonNode> pullRequests() throws IOException {
        var all = new ArrayList<JsonNode>();
        for (var pullRequest : asPinwheel("GET", "/pulls?state=all&per_page=100", "")) {
            front.showRealCommits(pullRequest);
            all.add(pullRequest);
        }
        return all;
    }

    /** Somebody closes a pull request without merging it. */
    public void closePullRequest(int number) throws IOException {
        asPinwheel("PATCH", "/pulls/" + number, "{\"state\":\"closed\"}");
    }

    private JsonNode asPinwheel(String method, String path, String body) throws IOException {
        var answer = emulate.ask(method, "/repos/" + NAME + path, "Bearer " + TOKEN, body.getBytes(UTF_8));
        if (answer.statusCode() >= 300) {
            throw new IOException(method + " " + path + " was answered " + answer.statusCode());
        }
        return JSON.readTree(answer.body());
    }

    /** Breaks off the next such request before anything is done. */
    public void dropNext(String method, String path) {
        front.faults().plan(method, path, Faults.Loss.REQUEST);
    }

    /** Does what the next such request asks, and loses the answer. */
    public void loseNextAnswer(String method, String path) {
        front.faults().plan(method, path, Faults.Loss.ANSWER);
    }

    /** Every request since the start, as in {@code POST /repos/…}. */
    public List<String> requests() {
        return front.requests();
    }

    @Override
    public void close() {
        server.stop(0);
        emulate.close();
        repository.close();
    }
}
