package dev.pinwheel.web.hook;

import static dev.pinwheel.web.hook.Golden.delivery;
import static dev.pinwheel.web.hook.Golden.hints;
import static dev.pinwheel.web.hook.Golden.moved;
import static dev.pinwheel.web.hook.Golden.notices;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
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
        var npm = new String(Golden.bytes("github-package"), UTF_8).replace("CONTAINER", "npm");
        var message = GITHUB.read(delivery(npm.getBytes(UTF_8), Map.of("X-GitHub-Event", "package")));

        assertInstanceOf(Hint.Nothing.class, hints(message).getFirst());
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
    void giteasPackagesSayNoTimeThatAnotherPushWouldChange() {
        var notice = notices(GITEA.read(delivery("gitea-package", Map.of("X-Gitea-Event", "package"))))
                .getFirst();

        assertTrue(notice.id().isEmpty());
    }
}
