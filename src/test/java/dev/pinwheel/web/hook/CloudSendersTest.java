package dev.pinwheel.web.hook;

import static dev.pinwheel.web.hook.Golden.delivery;
import static dev.pinwheel.web.hook.Golden.hints;
import static dev.pinwheel.web.hook.Golden.moved;
import static dev.pinwheel.web.hook.Golden.notices;
import static dev.pinwheel.web.hook.Golden.text;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CloudSendersTest {

    private static final Scope AZURE = new Scope("acme.azurecr.io");
    private static final Clock TEN = Clock.fixed(Instant.parse("2026-11-22T10:00:00Z"), ZoneOffset.UTC);

    @Test
    void azuresRegistryNamesTheRepositoryAndTheTag() {
        assertEquals(List.of(moved("acme.azurecr.io/base/node:22")), hints(new Acr(AZURE).read(delivery("acr"))));
    }

    @Test
    void azuresPingIsNothing() {
        var ping = new Acr(AZURE).read(text("{\"id\":\"1\",\"action\":\"ping\"}"));

        assertInstanceOf(Hint.Nothing.class, hints(ping).getFirst());
    }

    @Test
    void eventGridIsReadInBothOfItsSchemas() {
        var grid = new EventGrid(AZURE);

        var own = notices(grid.read(delivery("eventgrid")));
        assertEquals(Notice.of("e1", moved("acme.azurecr.io/base/node:22")), own.getFirst());
        assertInstanceOf(Hint.Nothing.class, own.getLast().hint());
        assertEquals(
                List.of(Notice.of("c1", moved("acme.azurecr.io/base/node:22"))),
                notices(grid.read(delivery("eventgrid-cloudevent"))));
    }

    @Test
    void eventGridIsToldItsCodeWhenItAsksWhetherWeWantItsEvents() {
        assertEquals(new Message.Handshake("0F1E-2D3C"), new EventGrid(AZURE).read(delivery("eventgrid-validation")));
    }

    @Test
    void artifactRegistryNamesTheWholeReferenceInAPubSubMessage() {
        assertEquals(
                List.of(Notice.of("19917247034", moved("europe-docker.pkg.dev/acme-prod/base/python:3.13"))),
                notices(new ArtifactRegistry().read(delivery("gar"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"action\":\"DELETE\",\"tag\":\"gcr.io/acme/base:1\"}",
                "{\"action\":\"INSERT\",\"digest\":\"gcr.io/acme/base@sha256:0a\"}"
            })
    void artifactRegistrysDeletionsAndUntaggedManifestsAreNothing(String event) {
        assertInstanceOf(
                Hint.Nothing.class,
                hints(new ArtifactRegistry().read(pubSub(event.getBytes(UTF_8))))
                        .getFirst());
    }

    @ParameterizedTest
    @ValueSource(strings = {"not JSON", "[1,", "{\"action\":\"INSERT\",\"tag\":\"a b\"}"})
    void aPubSubMessageOfSomethingElseIsRefused(String event) {
        var message = pubSub(event.getBytes(UTF_8));

        assertThrows(IllegalArgumentException.class, () -> new ArtifactRegistry().read(message));
    }

    private static Delivery pubSub(byte[] data) {
        var encoded = Base64.getEncoder().encodeToString(data);
        return text("{\"message\":{\"messageId\":\"1\",\"data\":\"" + encoded + "\"}}");
    }

    @Test
    void amazonsRegistryIsNamedByAccountAndRegion() {
        assertEquals(
                List.of(Notice.of(
                        "13cde686-1", moved("123456789012.dkr.ecr.eu-central-1.amazonaws.com/base/python:3.12"))),
                notices(new Ecr().read(delivery("ecr"))));
    }

    @Test
    void amazonsPullThroughCacheSaysThatTheMirrorFollowed() {
        assertEquals(
                List.of(moved("123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/hub/library/python:3.12")),
                hints(new Ecr().read(delivery("ecr-cache"))));
    }

    @Test
    void anAccountThatIsNoneDoesNotBecomeAHost() {
        var forged = new String(Golden.bytes("ecr"), UTF_8).replace("123456789012", "evil.example.com/x");

        assertThrows(IllegalArgumentException.class, () -> new Ecr().read(text(forged)));
    }

    @Test
    void theGenericFormAsksForAnImageOrARepository() {
        var generic = new Generic(TEN);

        assertEquals(
                List.of(Notice.of("7", moved("docker.io/library/python:3.12"))),
                notices(generic.read(
                        text("{\"id\":\"7\",\"at\":\"2026-11-22T10:04:59Z\",\"image\":\"python:3.12\"}"))));
        assertEquals(
                List.of(new Hint.Changed("https://git.example.com/a/b", "asked")),
                hints(
                        generic.read(
                                text(
                                        "{\"id\":\"8\",\"at\":\"2026-11-22T10:00:00Z\",\"repository\":\"https://git.example.com/a/b\"}"))));
        assertEquals(
                Optional.of("9"),
                notices(generic.read(text("{\"id\":\"9\",\"at\":\"2026-11-22T10:00:00Z\",\"image\":\"quay.io/a/b\"}")))
                        .getFirst()
                        .id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"id\":\"7\",\"at\":\"2026-11-22T09:54:59Z\",\"image\":\"python:3.12\"}",
                "{\"id\":\"7\",\"at\":\"2026-11-22T10:05:01Z\",\"image\":\"python:3.12\"}",
                "{\"id\":\"7\",\"at\":\"yesterday\",\"image\":\"python:3.12\"}",
                "{\"id\":\"7\",\"image\":\"python:3.12\"}",
                "{\"at\":\"2026-11-22T10:00:00Z\",\"image\":\"python:3.12\"}",
                "{\"id\":\"7\",\"at\":\"2026-11-22T10:00:00Z\"}",
                "{\"id\":\"7\",\"at\":\"2026-11-22T10:00:00Z\",\"image\":\"a\",\"repository\":\"b\"}",
                "{\"id\":\"7\",\"at\":\"2026-11-22T10:00:00Z\",\"image\":\"A B\"}"
            })
    void theGenericFormMustBeFreshAndWhole(String body) {
        assertThrows(IllegalArgumentException.class, () -> new Generic(TEN).read(text(body)));
    }
}
