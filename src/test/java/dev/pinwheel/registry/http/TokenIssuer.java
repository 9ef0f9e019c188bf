package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.pinwheel.image.RegistryHost;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A token service as distribution's token specification describes it, for one user, with its own key. */
public final class TokenIssuer implements AutoCloseable {

    private static final String NAME = "the test's issuer";
    private static final String SERVICE = "the test's registry";
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final SelfSigned pair;
    private final String login;
    private final HttpServer server;
    private final AtomicInteger issued = new AtomicInteger();
    private final AtomicInteger expired = new AtomicInteger();

    /** Starts it; who shows this {@code Authorization} gets tokens. */
    public TokenIssuer(Vertx vertx, SelfSigned pair, String login) {
        this.pair = pair;
        this.login = login;
        this.server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    RegistryHost host() {
        return new RegistryHost("127.0.0.1:" + server.actualPort());
    }

    /** How a registry is told to take tokens from here only. */
    public String settings() {
        return settings(host());
    }

    /** The same, where the tokens are to be asked for at another address. */
    String settings(RegistryHost address) {
        return """
                auth:
                  token:
                    realm: http://%s/token
                    service: "%s"
                    issuer: "%s"
                    rootcertbundle: %s
                """.formatted(address, SERVICE, NAME, pair.certificateFile());
    }

    public int issued() {
        return issued.get();
    }

    /** The next so many tokens that it gives are an hour old, though it says that they have just begun. */
    public void issueExpired(int tokens) {
        expired.set(tokens);
    }

    private void answer(HttpServerRequest request) {
        if (!login.equals(request.getHeader("Authorization"))) {
            request.response().setStatusCode(401).end();
            return;
        }
        var scope = request.getParam("scope").split(":", 3);
        issued.incrementAndGet();
        request.response()
                .end(new JsonObject()
                        .put("token", token(age(), scope[1], scope[2].split(",", -1)))
                        .put("expires_in", 300)
                        .encode());
    }

    private Duration age() {
        return expired.getAndUpdate(left -> Math.max(0, left - 1)) > 0 ? Duration.ofHours(1) : Duration.ZERO;
    }

    /** A token for doing this to a repository. */
    public String token(String repository, String... actions) {
        return token(Duration.ZERO, repository, actions);
    }

    private String token(Duration age, String repository, String... actions) {
        try {
            var now = Instant.now().minus(age).getEpochSecond();
            var header = new JsonObject()
                    .put("typ", "JWT")
                    .put("alg", "ES256")
                    .put(
                            "x5c",
                            new JsonArray()
                                    .add(Base64.getEncoder()
                                            .encodeToString(pair.certificate().getEncoded())));
            var access = new JsonObject()
                    .put("type", "repository")
                    .put("name", repository)
                    .put("actions", new JsonArray(List.of(actions)));
            var claims = new JsonObject()
                    .put("iss", NAME)
                    .put("sub", "robot")
                    .put("aud", SERVICE)
                    .put("exp", now + 300)
                    .put("nbf", now - 10)
                    .put("iat", now)
                    .put("jti", UUID.randomUUID().toString())
                    .put("access", new JsonArray().add(access));
            return signed(part(header) + "." + part(claims));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String part(JsonObject json) {
        return BASE64URL.encodeToString(json.encode().getBytes(UTF_8));
    }

    private String signed(String content) throws GeneralSecurityException {
        var signature = Signature.getInstance("SHA256withECDSAinP1363Format");
        signature.initSign(pair.key());
        signature.update(content.getBytes(UTF_8));
        return content + "." + BASE64URL.encodeToString(signature.sign());
    }

    @Override
    public void close() {
        server.close().await();
    }
}
