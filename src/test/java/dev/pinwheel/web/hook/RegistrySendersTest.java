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

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RegistrySendersTest {

    private static final Scope REGISTRY = new Scope("registry.example.com");

    @Test
    void dockerHubNamesTheRepositoryAndTheTag() {
        var message = new DockerHub().read(delivery("dockerhub"));

        assertEquals(List.of(moved("docker.io/acme/runtime:21-jre")), hints(message));
    }

    @Test
    void dockerHubsNextPushOfTheSameTagIsAnotherMessage() {
        var later = new String(Golden.bytes("dockerhub"), UTF_8).replace("1795340400", "1795340401");

        var ids = List.of(
                notices(new DockerHub().read(delivery("dockerhub"))).getFirst().id(),
                notices(new DockerHub().read(text(later))).getFirst().id());

        assertEquals(2, ids.stream().distinct().count());
    }

    @Test
    void distributionsTagsCountAndItsPullsAndUntaggedManifestsDoNot() {
        var notices = notices(new Distribution(REGISTRY).read(delivery("distribution")));

        assertEquals(
                moved("registry.example.com/base/debian:12-slim"),
                notices.get(1).hint());
        assertEquals(Optional.of("6f9c1d1e-0002"), notices.get(1).id());
        assertInstanceOf(Hint.Nothing.class, notices.get(0).hint());
        assertInstanceOf(Hint.Nothing.class, notices.get(2).hint());
    }

    @Test
    void oneOfDistributionsEventsThatIsNotUnderstoodDoesNotHoldUpTheOthers() {
        var last = notices(new Distribution(REGISTRY).read(delivery("distribution")))
                .getLast();

        assertEquals(
                "an event was not understood: not a repository path: 'Not A/Repository'",
                assertInstanceOf(Hint.Nothing.class, last.hint()).reason());
    }

    @Test
    void distributionWithoutEventsIsNotDistribution() {
        assertThrows(IllegalArgumentException.class, () -> new Distribution(REGISTRY).read(text("{}")));
    }

    @Test
    void harborIsReadInBothOfItsFormats() {
        var harbor = new Harbor(new Scope("harbor.example.com"));

        assertEquals(List.of(moved("harbor.example.com/base/alpine:3.20")), hints(harbor.read(delivery("harbor"))));
        assertEquals(
                List.of(moved("harbor.example.com/base/alpine:3.20"), moved("harbor.example.com/base/alpine:3")),
                hints(harbor.read(delivery("harbor-cloudevents"))));
    }

    @Test
    void harborsOtherEventsAreNothing() {
        var message = new Harbor(REGISTRY).read(text("{\"type\":\"SCANNING_COMPLETED\"}"));

        assertInstanceOf(Hint.Nothing.class, hints(message).getFirst());
    }

    @Test
    void quayNamesEveryTagThatWasPushedAndNoTime() {
        var notices = notices(new Quay(new Scope("quay.io")).read(delivery("quay")));

        assertEquals(
                List.of(
                        Notice.undated(moved("quay.io/acme/runtime:9")),
                        Notice.undated(moved("quay.io/acme/runtime:latest"))),
                notices);
    }

    @Test
    void quaysOwnTemplatesMayLeaveOutTheTags() {
        var message = new Quay(new Scope("quay.io")).read(delivery("quay-template"));

        assertEquals(List.of(moved("quay.io/acme/runtime")), hints(message));
    }

    @Test
    void jfrogsRepositoryIsInThePathOrInTheHost() {
        var byPath = new JFrog(new Scope("acme.jfrog.io")).read(delivery("jfrog"));
        var byHost = new JFrog(new Scope("docker-local.acme.example.com")).read(delivery("jfrog"));

        assertEquals(List.of(moved("acme.jfrog.io/docker-local/base/go:1.25")), hints(byPath));
        assertEquals(List.of(moved("docker-local.acme.example.com/base/go:1.25")), hints(byHost));
    }

    @Test
    void nexusNamesTheImageInItsComponentsAndItsAssets() {
        var nexus = new Nexus(new Scope("nexus.example.com:8083"));

        assertEquals(
                List.of(moved("nexus.example.com:8083/base/java:25")), hints(nexus.read(delivery("nexus-component"))));
        assertEquals(List.of(moved("nexus.example.com:8083/base/java:25")), hints(nexus.read(delivery("nexus-asset"))));
    }

    @Test
    void whatNexusCallsByItsDigestIsNothing() {
        var byDigest = """
                {"action": "CREATED", "timestamp": "t", "asset": {"format": "docker", "name": "v2/a/manifests/sha256:0a"}}
                """;

        assertInstanceOf(
                Hint.Nothing.class,
                hints(new Nexus(REGISTRY).read(text(byDigest))).getFirst());
    }
}
