package dev.pinwheel.registry;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.pinwheel.registry.Credentials.IdentityToken;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.Resolution.Denied;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A program {@code docker-credential-…}, which knows a cloud's or a keychain's credentials. */
record CredentialHelper(String program, Duration limit) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");
    private static final int MOST_BYTES = 256 * 1024;
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String NOT_FOUND = "credentials not found";
    private static final Logger LOG = LoggerFactory.getLogger(CredentialHelper.class);
    private static final JsonMapper JSON = new JsonMapper();

    /** The helper that docker's configuration calls by this name. */
    static CredentialHelper named(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not the name of a credential helper: '" + name + "'");
        }
        return new CredentialHelper("docker-credential-" + name, LIMIT);
    }

    /** What the program has for a server; asked on its standard input, so that nothing is seen among processes. */
    Optional<Credentials> credentials(String server) throws RegistryException {
        var said = run(server);
        if (said.contains(NOT_FOUND)) {
            return Optional.empty();
        }
        try {
            var root = JSON.readTree(said);
            var secret = root.path("Secret").asText();
            if (secret.isEmpty()) {
                throw trouble(server, "it gave no secret");
            }
            var user = root.path("Username").asText();
            return Optional.of(user.equals("<token>") ? new IdentityToken(secret) : new Login(user, secret));
        } catch (JacksonException | IllegalArgumentException e) {
            throw trouble(server, "it gave nothing that can be read");
        }
    }

    private String run(String server) throws RegistryException {
        var process = start(server);
        try {
            return answer(process, server);
        } catch (TimeoutException e) {
            throw trouble(server, "it took more than " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw trouble(server, "the waiting was interrupted");
        } catch (IOException | ExecutionException e) {
            throw trouble(server, "it could not be asked");
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
    }

    private String answer(Process process, String server)
            throws RegistryException, IOException, InterruptedException, ExecutionException, TimeoutException {
        var said = new FutureTask<>(() -> said(process));
        Thread.ofPlatform().daemon().name(program).start(said);
        ask(process, server);
        if (!process.waitFor(limit)) {
            throw new TimeoutException();
        }
        var text = said.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        if (process.exitValue() != 0 && !text.contains(NOT_FOUND)) {
            throw trouble(server, "it ended with " + process.exitValue());
        }
        return text;
    }

    /** One that ends without reading the question has answered it; what it says is judged all the same. */
    private static void ask(Process process, String server) {
        try (var question = process.getOutputStream()) {
            question.write((server + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException unread) {
            LOG.debug("{} did not read its question", process.info().command());
        }
    }

    private Process start(String server) throws RegistryException {
        try {
            return new ProcessBuilder(program, "get")
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException e) {
            throw trouble(
                    server, "it is not installed: put it on the PATH, or take it out of the docker configuration");
        }
    }

    private static String said(Process process) throws IOException {
        try (var output = process.getInputStream()) {
            return new String(output.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private RegistryException trouble(String server, String why) {
        return new RegistryException(
                new Denied("tried to get the credentials of " + server + " from " + program + " but " + why));
    }
}
