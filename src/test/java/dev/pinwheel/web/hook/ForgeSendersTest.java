package dev.pinwheel.web.hook;

import static dev.pinwheel.web.hook.Golden.delivery;
import static dev.pinwheel.web.hook.Golden.hints;
import static dev.pinwheel.web.hook.Golden.moved;
import static dev.pinwheel.web.hook.Golden.notices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ForgeSendersTest {

    private static final String APP = "https://github.com/AcmeCorp/App";
    private static final GitHub GITHUB = new GitHub(new Scope("ghcr.io"), "pinwheel/");
    private static final Gitea GITEA = new Gitea(new Scope("git.example.com"));

    private static List<Hint> github(String event, String name) {
        return hints(GITHUB.read(delivery(name, Map.of("X-GitHub-Event", event))));
    }

    private static List<Hint> gitea(String event, String name) {
        return hints(GITEA.read(delivery(name, Map.of("X-Gitea-Event", event))));
    }

    @Test
    void aPublishedPackageIsAnImageOfTheContainerRegistryInLowerCase() {
        assertEquals(List.of(moved("ghcr.io/acmecorp/runtime/base:2.1")), github("package", "github-package"));
    }

    @Test
    void theManifestOfASinglePlatformHasNoTagAndIsNothing() {
        assertInstanceOf(
                Hint.Nothing.class, github("registry_package", "github-child").getFirst());
    }

    @Test
    void aPackageOfAnotherKindIsNothing() {
        assertEquals(
                List.of(new Hint.Nothing("a package that is no image was published")),
                github("package", "github-package-npm"));
    }

    @Test
    void anImageIsKnownByAnyFieldThatSaysOneAndNamedByWhereItIsPulledFrom() {
        var odd = new String(Golden.bytes("github-package-odd"), UTF_8);
        var byMetadata = odd.replace("\"type\": \"CONTAINER\"", "\"type\": \"npm\"");
        var byRegistry = odd.replace("container_metadata", "docker_metadata").replace("runner:\"", "runner:nightly\"");
        var byType = byRegistry
                .replace("\"type\": \"CONTAINER\"", "\"type\": \"npm\"")
                .replace("\"package_type\": \"npm\"", "\"package_type\": \"container\"");

        for (var body : List.of(odd, byMetadata, byRegistry, byType)) {
            assertEquals(List.of(moved("ghcr.io/acmecorp/runner:nightly")), published(body), body);
        }
    }

    private static List<Hint> published(String body) {
        return hints(GITHUB.read(delivery(body.getBytes(UTF_8), Map.of("X-GitHub-Event", "package"))));
    }

    @Test
    void anImageWhoseAddressIsNoneIsNamedByItsNamespaceAndName() {
        for (var address : List.of("ghcr.io/acmecorp/runtime base", "runtime", "https://ghcr.io/a/b:1", "", ":")) {
            var body = new String(Golden.bytes("github-package"), UTF_8)
                    .replace("ghcr.io/acmecorp/runtime/base:2.1", address);

            assertEquals(List.of(moved("ghcr.io/acmecorp/runtime/base:2.1")), published(body), address);
        }
    }

    @Test
    void aPackageOfAnotherRegistryIsNamedAsThere() {
        var body = new String(Golden.bytes("github-package"), UTF_8)
                .replace("ghcr.io/acmecorp/runtime/base:2.1", "docker.pkg.github.com/acmecorp/runtime/base:2.1");

        assertEquals(List.of(moved("docker.pkg.github.com/acmecorp/runtime/base:2.1")), published(body));
    }

    @ParameterizedTest
    @CsvSource({
        "push, github-push",
        "pull_request, github-pull-request",
        "check_suite, github-check-suite",
        "installation, github-installation-created",
        "installation_repositories, github-installation"
    })
    void whatGithubSaysOfRepositoriesIsToldApartByItsSignedBodyAlone(String event, String name) {
        var numbered = delivery(name, Map.of("X-GitHub-Event", event, "X-GitHub-Delivery", "72d3162e-cc78-11e3"));

        for (var notice : notices(GITHUB.read(numbered))) {
            assertEquals(Optional.of(numbered.digest()), notice.id());
        }
    }

    @Test
    void githubsImagesAreToldApartByTheNumberOfTheirDeliveryOrElseByTheirBody() {
        var numbered = Map.of("X-GitHub-Event", "package", "X-GitHub-Delivery", "72d3162e-cc78-11e3");
        var body = delivery("github-package", numbered);

        assertEquals(
                Optional.of("72d3162e-cc78-11e3"),
                notices(GITHUB.read(body)).getFirst().id());
        var bare = delivery("github-package", Map.of("X-GitHub-Event", "package"));
        assertEquals(
                Optional.of(body.digest()),
                notices(GITHUB.read(bare)).getFirst().id());
    }

    @Test
    void aPushNamesTheRepositoryAndTheBranch() {
        assertEquals(List.of(new Hint.Pushed(APP, "main", true)), github("push", "github-push"));
    }

    @Test
    void whatHappensToOurProposalsIsToBeLookedAt() {
        assertEquals(
                List.of(new Hint.Changed(APP, "pull_request closed")), github("pull_request", "github-pull-request"));
        assertEquals(
                List.of(new Hint.Changed(APP, "check_suite completed")), github("check_suite", "github-check-suite"));
    }

    @ParameterizedTest
    @CsvSource({
        "pull_request, github-pull-request, pinwheel/, feature/",
        "pull_request, github-pull-request, closed, labeled",
        "check_suite, github-check-suite, pinwheel/, feature/",
        "check_suite, github-check-suite, completed, requested",
        "installation_repositories, github-installation, added, removed",
        "installation, github-installation-created, created, deleted",
        "push, github-push, refs/heads/main, refs/tags/1"
    })
    void whatHappensToOthersIsNothing(String event, String name, String ours, String others) {
        var body = new String(Golden.bytes(name), UTF_8).replace("\"" + ours, "\"" + others);
        var message = GITHUB.read(delivery(body.getBytes(UTF_8), Map.of("X-GitHub-Event", event)));

        assertInstanceOf(Hint.Nothing.class, hints(message).getFirst());
    }

    @Test
    void anInstallationNamesTheRepositoriesThatItIsGivenOnItsOwnHost() {
        assertEquals(
                List.of(
                        new Hint.Changed(APP, "installation_repositories added"),
                        new Hint.Changed("https://github.com/AcmeCorp/Tool", "installation_repositories added")),
                github("installation_repositories", "github-installation"));
    }

    @Test
    void anInstallationThatIsNewNamesTheRepositoriesThatItBeginsWith() {
        assertEquals(
                List.of(
                        new Hint.Changed(APP, "installation created"),
                        new Hint.Changed("https://github.com/AcmeCorp/Tool", "installation created")),
                github("installation", "github-installation-created"));
    }

    @Test
    void anEventThatIsNotKnownIsNothing() {
        assertInstanceOf(Hint.Nothing.class, github("star", "github-push").getFirst());
    }

    @Test
    void withoutTheHeaderThatNamesTheEventItIsNotGitHub() {
        assertThrows(IllegalArgumentException.class, () -> GITHUB.read(delivery("github-push")));
    }

    @Test
    void giteasPackagesAndPushesAreRead() {
        assertEquals(List.of(moved("git.example.com/acme/base/rust:1.90")), gitea("package", "gitea-package"));
        assertEquals(
                List.of(new Hint.Pushed("https://git.example.com/acme/tool", "main", true)),
                gitea("push", "gitea-push"));
        assertInstanceOf(Hint.Nothing.class, gitea("release", "gitea-push").getFirst());
    }

    @Test
    void giteasDeliveriesAreToldApartByTheirNumberAlone() {
        for (var event : List.of("package", "push")) {
            var bare = Map.of("X-Gitea-Event", event);
            var numbered = Map.of("X-Gitea-Event", event, "X-Gitea-Delivery", "f9c5d3a0");
            var forgejos = Map.of("X-Forgejo-Event", event, "X-Forgejo-Delivery", "f9c5d3a0");

            assertEquals(Optional.empty(), giteasId(event, bare));
            assertEquals(Optional.of("f9c5d3a0"), giteasId(event, numbered));
            assertEquals(Optional.of("f9c5d3a0"), giteasId(event, forgejos));
        }
    }

    private static Optional<String> giteasId(String event, Map<String, String> headers) {
        return notices(GITEA.read(delivery("gitea-" + event, headers)))
                .getFirst()
                .id();
    }
}
