package dev.pinwheel.registry.http;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;

/** A token service as distribution's token specification describes it, for one user, with its own key. */
final class TokenIssuer implements AutoCloseable {

    private static final String NAME = "the test's issuer";
    private static final String SERVICE = "the test's registry";
    private static final Base64.Encoder BASE64URL = Base64.getUrlEncoder().withoutPadding();

    private final PrivateKey key;
    private final Certificate certificate;
    private final Path bundle;
    private final String login;
    private final HttpServer server;
    private final AtomicInteger issued = new AtomicInteger();

    /** Starts it; who shows this {@code Authorization} gets tokens. */
    TokenIssuer(Vertx vertx, Path directory, String login) throws Exception {
        var store = store(directory.resolve("issuer.p12"));
        this.key = (PrivateKey) store.getKey("issuer", "changeit".toCharArray());
        this.certificate = store.getCertificate("issuer");
        this.bundle = Files.writeString(
                directory.resolve("issuer.pem"),
                "-----BEGIN CERTIFICATE-----\n"
                        + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(certificate.getEncoded())
                        + "\n-----END CERTIFICATE-----\n");
        this.login = login;
        this.server = vertx.createHttpServer()
                .requestHandler(this::answer)
                .listen(0, "127.0.0.1")
                .await();
    }

    /** A key and a certificate for it by the JDK's own tool: the JDK has no other way to make one. */
    private static KeyStore store(Path file) throws Exception {
        var keytool =
                Path.of(System.getProperty("java.home", ""), "bin", "keytool").toString();
        var made = new ProcessBuilder(
                        keytool,
                        "-genkeypair",
                        "-alias",
                        "issuer",
                        "-keyalg",
                        "EC",
                        "-groupname",
                        "secp256r1",
                        "-dname",
                        "CN=issuer",
                        "-validity",
                        "2",
                        "-storetype",
                        "PKCS12",
                        "-storepass",
                        "changeit",
                        "-keystore",
                        file.toString())
                .inheritIO()
                .start()
                .waitFor();
        if (made != 0) {
            throw new IllegalStateException("keytool ended with " + made);
        }
        return KeyStore.getInstance(file.toFile(), "changeit".toCharArray());
    }

    /** How a registry is told to take tokens from here only. */
    String settings() {
        return """
                auth:
                  token:
                    realm: http://127.0.0.1:%d/token
                    service: "%s"
                    issuer: "%s"
                    rootcertbundle: %s
                """.formatted(server.actualPort(), SERVICE, NAME, bundle);
    }

    int issued() {
        return issued.get();
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
                        .put("token", token(scope[1], scope[2].split(",", -1)))
                        .put("expires_in", 300)
                        .encode());
    }

    /** A token for doing this to a repository. */
    String token(String repository, String... actions) {
        try {
            var now = Instant.now().getEpochSecond();
            var header = new JsonObject()
                    .put("typ", "JWT")
                    .put("alg", "ES256")
                    .put("x5c", new JsonArray().add(Base64.getEncoder().encodeToString(certificate.getEncoded())));
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
        signature.initSign(key);
        signature.update(content.getBytes(UTF_8));
        return content + "." + BASE64URL.encodeToString(signature.sign());
    }

    @Override
    public void close() {
        server.close().await();
    }
}
