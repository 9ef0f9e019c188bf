package dev.pinwheel.proposal.github;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.pinwheel.source.git.BareRepository;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;

/**
 * A GitHub for the tests, on loopback: git smart HTTP and the git-data API serve one real bare
 * repository, {@code pinwheel/app}; everything else is the program {@code emulate}.
 */
public final class GitHubFixture implements AutoCloseable {

    private static final String NAME = "pinwheel/app";
    private static final Pattern IN_REPOSITORY = Pattern.compile("/repos/" + NAME + "(/.*)");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpServer server;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();
    private final BareRepository repository;
    private final TestKey key;
    private final GitOverHttp smartHttp;
    private final GitData gitData;
    private final Emulate emulate;
    private Optional<Fault> fault = Optional.empty();
    private final List<String> requests = Collections.synchronizedList(new ArrayList<>());

    /** What of an exchange gets lost. */
    private enum Loss {
        NOTHING,
        REQUEST,
        ANSWER
    }

    private record Fault(String method, Pattern path, Loss loss) {}

    private GitHubFixture(Path directory) throws IOException {
        var git = Program.installed("git");
        Program.installed("emulate");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        repository = BareRepository.in(directory.resolve("app.git"));
        key = TestKey.generate();
        smartHttp = new GitOverHttp(git, repository.directory());
        gitData = new GitData(git, repository.directory(), apiUrl() + "/repos/" + NAME);
        emulate = Emulate.start(Files.createDirectories(directory.resolve("emulate")), apiUrl(), token(), key.pkcs8());
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
        server.start();
    }

    /** Starts everything, with an empty repository under this directory; skips the test where a program is missing. */
    public static GitHubFixture start(Path directory) throws IOException {
        return new GitHubFixture(directory);
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
        return "ghp_fixture0123456789";
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
        var all = JSON.readTree(
                asPinwheel("GET", "/pulls?state=all&per_page=100", "").body());
        var list = new ArrayList<JsonNode>();
        all.forEach(list::add);
        return list;
    }

    /** Somebody closes a pull request without merging it. */
    public void closePullRequest(int number) throws IOException {
        asPinwheel("PATCH", "/pulls/" + number, "{\"state\":\"closed\"}");
    }

    /** Somebody, or a lost message, makes a pull request behind the forge's back. */
    public void openPullRequest(String title, String branch) throws IOException {
        var body =
                JSON.createObjectNode().put("title", title).put("head", branch).put("base", "main");
        asPinwheel("POST", "/pulls", body.toString());
    }

    /** Breaks off the next such request before anything is done. */
    public void dropNext(String method, String path) {
        setFault(new Fault(method, Pattern.compile(path), Loss.REQUEST));
    }

    /** Does what the next such request asks, and loses the answer. */
    public void loseNextAnswer(String method, String path) {
        setFault(new Fault(method, Pattern.compile(path), Loss.ANSWER));
    }

    private synchronized void setFault(Fault next) {
        fault = Optional.of(next);
    }

    private synchronized Loss loss(HttpExchange exchange) {
        var path = exchange.getRequestURI().getPath();
        var hit = fault.filter(next -> next.method().equals(exchange.getRequestMethod())
                && next.path().matcher(path).find());
        fault = hit.isPresent() ? Optional.empty() : fault;
        return hit.map(Fault::loss).orElse(Loss.NOTHING);
    }

    /** Every request since the start, as in {@code POST /repos/…}. */
    public List<String> requests() {
        return List.copyOf(requests);
    }

    private HttpResponse<byte[]> asPinwheel(String method, String path, String body) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(apiUrl() + "/repos/" + NAME + path))
                .header("Authorization", "Bearer " + token())
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build();
        var answer = send(request);
        if (answer.statusCode() >= 300) {
            throw new IOException(
                    method + " " + path + ": " + answer.statusCode() + " " + new String(answer.body(), UTF_8));
        }
        return answer;
    }

    private void handle(HttpExchange exchange) throws IOException {
        requests.add(
                exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
        var loss = loss(exchange);
        if (loss == Loss.REQUEST) {
            exchange.close();
            return;
        }
        try {
            answer(exchange, loss);
        } catch (IOException | RuntimeException e) {
            exchange.getRequestBody().readAllBytes();
            reply(exchange, Loss.NOTHING, GitData.Answer.failed(500, e.toString()));
        }
    }

    private void answer(HttpExchange exchange, Loss loss) throws IOException {
        var path = exchange.getRequestURI().getPath();
        var prefix = "/" + NAME + ".git";
        if (path.startsWith(prefix + "/")) {
            git(exchange, path.substring(prefix.length()));
            return;
        }
        var authorization = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        if (!isKnown(authorization)) {
            reply(exchange, loss, GitData.Answer.failed(401, "Bad credentials"));
            return;
        }
        var body = exchange.getRequestBody().readAllBytes();
        var inRepository = IN_REPOSITORY.matcher(path);
        if (inRepository.matches()) {
            var own = own(exchange.getRequestMethod(), inRepository.group(1), body, authorization);
            if (own.isPresent()) {
                reply(exchange, loss, own.get());
                return;
            }
        }
        pass(exchange, loss, body);
    }

    private boolean isKnown(String authorization) {
        var given = authorization.replaceFirst("^(?i:Bearer|token) ", "");
        return given.equals(token()) || given.startsWith("ghs_") || given.startsWith("eyJ");
    }

    /** What the emulator cannot know; it says who may see the repository. */
    private Optional<GitData.Answer> own(String method, String path, byte[] body, String authorization)
            throws IOException {
        if (method.equals("POST") && path.equals("/pulls")) {
            return refused(JSON.readTree(body), authorization);
        }
        var answer = gitData.answer(method, path, body.length == 0 ? JSON.createObjectNode() : JSON.readTree(body));
        return answer.isPresent() && !maySee(authorization)
                ? Optional.of(GitData.Answer.failed(404, "Not Found"))
                : answer;
    }

    private boolean maySee(String authorization) throws IOException {
        var request = HttpRequest.newBuilder(URI.create(emulate.address() + "/repos/" + NAME));
        return send(request.header("Authorization", authorization).build()).statusCode() == 200;
    }

    /** As GitHub does and the emulator does not: no branch, no pull request; and one for a branch. */
    private Optional<GitData.Answer> refused(JsonNode asked, String authorization) throws IOException {
        var branch = asked.path("head").asText();
        if (gitData.head(branch).isEmpty()) {
            return Optional.of(GitData.Answer.failed(422, "Validation Failed: head is invalid"));
        }
        var address = URI.create(emulate.address() + "/repos/" + NAME + "/pulls?head=pinwheel:" + branch);
        var open = send(HttpRequest.newBuilder(address)
                .header("Authorization", authorization)
                .build());
        return JSON.readTree(open.body()).isEmpty()
                ? Optional.empty()
                : Optional.of(GitData.Answer.failed(422, "A pull request already exists for pinwheel:" + branch));
    }

    private void pass(HttpExchange exchange, Loss loss, byte[] body) throws IOException {
        var asked = exchange.getRequestURI();
        var request = HttpRequest.newBuilder(URI.create(emulate.address()
                + asked.getRawPath()
                + Optional.ofNullable(asked.getRawQuery())
                        .map(query -> "?" + query)
                        .orElse("")));
        for (var name : List.of("Authorization", "Accept", "Content-Type")) {
            Optional.ofNullable(exchange.getRequestHeaders().getFirst(name))
                    .ifPresent(value -> request.header(name, value));
        }
        request.method(exchange.getRequestMethod(), HttpRequest.BodyPublishers.ofByteArray(body));
        var answer = send(request.build());
        if (asked.getPath().contains("/pulls") && answer.statusCode() < 300) {
            var shown = JSON.readTree(answer.body());
            (shown.isArray() ? shown : List.of(shown)).forEach(this::showRealCommits);
            reply(exchange, loss, new GitData.Answer(answer.statusCode(), shown));
        } else {
            var shown = answer.body().length == 0 ? JSON.createObjectNode() : JSON.readTree(answer.body());
            reply(exchange, loss, new GitData.Answer(answer.statusCode(), shown));
        }
    }

    private void showRealCommits(JsonNode pullRequest) {
        for (var end : List.of("head", "base")) {
            if (pullRequest.path(end) instanceof ObjectNode pointer) {
                repository.head(pointer.path("ref").asText()).ifPresent(sha -> pointer.put("sha", sha));
            }
        }
    }

    private void git(HttpExchange exchange, String path) throws IOException {
        var given = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"))
                .orElse("");
        var login = given.startsWith("Basic ") ? new String(Base64.getDecoder().decode(given.substring(6)), UTF_8) : "";
        var bearer = "Bearer " + login.substring(login.indexOf(':') + 1);
        if (isKnown(bearer) && maySee(bearer)) {
            smartHttp.answer(exchange, path);
        } else {
            exchange.getRequestBody().readAllBytes();
            exchange.getResponseHeaders().add("WWW-Authenticate", "Basic realm=\"GitHub\"");
            exchange.sendResponseHeaders(401, -1);
            exchange.close();
        }
    }

    private static void reply(HttpExchange exchange, Loss loss, GitData.Answer answer) throws IOException {
        if (loss == Loss.ANSWER) {
            exchange.close();
            return;
        }
        var bytes = JSON.writeValueAsBytes(answer.body());
        exchange.getResponseHeaders().add("Content-Type", "application/json; charset=utf-8");
        exchange.sendResponseHeaders(answer.status(), answer.status() == 204 ? -1 : bytes.length);
        exchange.getResponseBody().write(answer.status() == 204 ? new byte[0] : bytes);
        exchange.close();
    }

    private HttpResponse<byte[]> send(HttpRequest request) throws IOException {
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw (IOException) new InterruptedIOException("interrupted").initCause(e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
        emulate.close();
        client.close();
        repository.close();
    }
}
