package dev.pinwheel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Severity;
import dev.pinwheel.image.Aliases;
import dev.pinwheel.image.Platform;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFileTest {

    private static final String LEAST = """
            data: data
            repositories:
              - url: /srv/git/app.git
            registries:
              - host: docker.io
            scanner:
              database: osv
            """;

    @TempDir
    Path folder;

    @Test
    void needsOnlyWhatHasNoSensibleDefault() throws Exception {
        var configuration = read(LEAST, Map.of());

        assertEquals(Duration.ofDays(3), configuration.policy().cooldown());
        assertEquals(Severity.HIGH, configuration.policy().severity());
        assertEquals(
                RepositorySettings.Forge.LOCAL,
                configuration.repositories().getFirst().forge());
    }

    @Test
    void oneLineKeepsTheLedgerInPostgresql() throws Exception {
        var ledger = read(LEAST + """
                ledger: {database: postgresql://pinwheel@db.example.com/pinwheel, password: {env: LEDGER}}
                """, Map.of("LEDGER", "hush")).ledger();

        assertEquals(
                "postgresql://pinwheel@db.example.com/pinwheel",
                ledger.database().orElseThrow());
        assertEquals(new Secret("hush"), ledger.password().orElseThrow());
        assertFalse(ledger.toString().contains("hush"));
        assertEquals(LedgerSettings.EMBEDDED, read(LEAST, Map.of()).ledger());
        assertEquals(
                List.of("ledger.password: goes with database"),
                problemsOf(LEAST + "ledger: {password: {file: config/pinwheel.yaml}, checkpoints: [a]}\n"));
    }

    @Test
    void saysHowElsePinsAreWritten() throws Exception {
        var pins = read(LEAST + """
                matchers:
                  - {files: "*.tf", pattern: 'image = "(?<reference>[^"]+)"'}
                aliases:
                  mirror.example.com/hub: docker.io
                """, Map.of()).pins();

        assertEquals("*.tf", pins.matchers().getFirst().files());
        assertTrue(pins.matchers().getFirst().pattern().matcher("image = \"a\"").matches());
        assertEquals(new Aliases(Map.of("mirror.example.com/hub", "docker.io")), pins.aliases());
    }

    @Test
    void everythingWrongWithMatchersAndAliasesIsAProblem() {
        var problems = assertThrows(InvalidConfigurationException.class, () -> read(LEAST + """
                matchers:
                  - {files: x, pattern: '('}
                  - {files: x, pattern: 'x'}
                  - {files: x, pattern: '(?<image>x)(?<sum>y)'}
                  - {flies: x}
                  - {files: '[', pattern: '(?<image>x)'}
                aliases: {hub: docker.io}
                """, Map.of()))
                .problems();

        assertEquals(
                List.of(
                        "[0].pattern",
                        "[1].pattern",
                        "[2].pattern",
                        "[3].files",
                        "[3].flies",
                        "[3].pattern",
                        "[4].files",
                        "aliases"),
                problems.stream()
                        .map(problem ->
                                problem.substring(0, problem.indexOf(':')).replace("matchers", ""))
                        .sorted()
                        .toList());
    }

    @Test
    void saysHowTagsAreWatched() throws Exception {
        var watch = read(LEAST.replace("scanner:", "  - host: mirror.example.com\nscanner:") + """
                watch:
                  least: PT5M
                  most: PT1H
                  platforms: [linux/amd64]
                  mirrors: {docker.io: mirror.example.com/hub}
                """, Map.of())
                .watch();

        assertEquals(Duration.ofMinutes(5), watch.least());
        assertEquals(Duration.ofDays(1), watch.liveness());
        assertEquals(Set.of(Platform.LINUX_AMD64), watch.platforms());
        assertEquals(Map.of("docker.io", "mirror.example.com/hub"), watch.mirrors());
    }

    @Test
    void everythingWrongWithHowTagsAreWatchedIsAProblem() {
        var problems = problemsOf(LEAST + """
                watch:
                  least: PT0S
                  most: PT0S
                  liveness: PT0S
                  platforms: [amd64]
                  mirrors: {"": mirror.example.com, docker.io: "Mirror!"}
                  leest: PT1M
                """);

        assertEquals(6, problems.size(), problems::toString);
        assertTrue(problems.stream().allMatch(problem -> problem.startsWith("watch.")), problems::toString);
    }

    @Test
    void aMirrorWhoseRegistryIsNotNamedIsAProblem() {
        var problems = problemsOf(LEAST + """
                watch:
                  mirrors: {docker.io: mirror.example.com/hub, quay.io: docker.io/copies}
                """);

        assertEquals(2, problems.size(), problems::toString);
        assertTrue(
                problems.stream()
                        .anyMatch(problem -> problem.contains("mirror.example.com, which registries does not")),
                problems::toString);
        assertTrue(problems.stream().anyMatch(problem -> problem.contains("is of quay.io")), problems::toString);
    }

    @Test
    void theExampleThatIsShippedCanBeRead() throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "hush\n");
        var hook = Files.writeString(folder.resolve("hook"), "correct-horse-battery\n");
        var example = Files.readString(Path.of("config/pinwheel.yaml"))
                .replace("/run/secrets/git-password", secret.toString())
                .replace("/run/secrets/hook-ci-registry", hook.toString());

        var configuration = read(
                example,
                Map.of("GITHUB_TOKEN", "t0ken", "REGISTRY_PASSWORD", "hush", "HOOK_HUB", "0a1b2c3d4e5f6a7b8c9d"));

        assertEquals(
                RepositorySettings.Forge.GITHUB,
                configuration.repositories().getFirst().forge());
        assertEquals(
                new Secret("hush"),
                configuration.repositories().get(1).credentials().orElseThrow().password());
        assertEquals(3, configuration.hooks().orElseThrow().senders().size());
    }

    @Test
    void saysHowARegistryIsSpokenTo() throws Exception {
        var registry =
                read(LEAST.replace("docker.io", """
                docker.io
                    rate: 50
                    authorities: ca.pem
                    certificate: client.pem
                    key: client.key
                """), Map.of()).registries().getFirst();

        assertEquals(OptionalInt.of(50), registry.rate());
        assertEquals(
                new TlsSettings(
                        Optional.of(Path.of("ca.pem")),
                        Optional.of(new TlsSettings.Identity(Path.of("client.pem"), Path.of("client.key")))),
                registry.tls());
    }

    @Test
    void aCertificateIsShownWithItsKeyOnly() {
        var problems = problemsOf(LEAST.replace("docker.io", "docker.io\n    certificate: client.pem"));

        assertEquals(List.of("registries[0]: certificate and key go together"), problems);
    }

    @Test
    void listsEveryProblemAtOnce() {
        var problems = problemsOf("""
                data: data
                schedul: "0 0 * * * ?"
                repositories:
                  - url: https://user:hunter2@git.example.com/app.git
                registries:
                  - host: "no host"
                    plainHtpp: true
                    username: bot
                    password: {env: UNSET}
                policy:
                  severity: TERRIBLE
                  cooldown: three days
                scanner:
                  database: osv
                """);

        assertEquals(
                List.of(
                        "repositories[0].url: must not carry credentials; use username and password",
                        "registries[0].host: not a registry host: 'no host'",
                        "registries[0].password.env: the environment variable UNSET is not set",
                        "registries[0].plainHtpp: is unknown; did you mean 'plainHttp'?",
                        "policy.severity: must be one of [UNKNOWN, NEGLIGIBLE, LOW, MEDIUM, HIGH, CRITICAL], not"
                                + " 'TERRIBLE'",
                        "policy.cooldown: must be a duration such as PT30M, PT72H or P3D, not 'three days'",
                        "schedul: is unknown; did you mean 'schedule'?"),
                problems);
    }

    @Test
    void aSecretWrittenInTheFileIsAProblemThatDoesNotRepeatIt() {
        var problems = problemsOf(LEAST.replace("docker.io", "docker.io\n    username: me\n    password: hunter2"));

        assertEquals(1, problems.size());
        assertTrue(problems.getFirst().contains("{env: NAME} or {file: PATH}"));
        assertFalse(problems.toString().contains("hunter2"));
    }

    @Test
    void aSecretDoesNotPrintItself() {
        assertEquals("•••", new Secret("hunter2").toString());
    }

    @Test
    void aKeyWrittenTwiceIsAProblem() {
        assertTrue(problemsOf(LEAST + "data: other\n").getFirst().contains("Duplicate"));
    }

    @Test
    void aBuildContextOutsideTheRepositoryIsAProblem() {
        var text = LEAST.replace(
                "app.git", "app.git\n    contexts: {a/Dockerfile: /, b/Dockerfile: ../.., c/Dockerfile: .}");

        assertEquals(
                List.of(
                        "repositories[0].contexts.a/Dockerfile: must be a path in the repository, not '/'",
                        "repositories[0].contexts.b/Dockerfile: must be a path in the repository, not '../..'"),
                problemsOf(text));
    }

    @Test
    void namingSomethingTwiceIsAProblem() {
        var text = LEAST.replace("- host: docker.io", "- host: docker.io\n  - host: docker.io");

        assertEquals(List.of("registries: names docker.io twice"), problemsOf(text));
    }

    @Test
    void gitOverSshIsAProblemAndNotALocalPath() {
        assertEquals(
                List.of("repositories[0].url: must be https, http, file or a path; git over ssh is not spoken"),
                problemsOf(LEAST.replace("/srv/git/app.git", "git@git.example.com:team/app.git")));
    }

    @Test
    void anEmptySecretFileIsAProblem() throws Exception {
        var empty = Files.writeString(folder.resolve("empty"), "\n");
        var text = LEAST.replace("docker.io", "docker.io\n    username: me\n    password: {file: " + empty + "}");

        assertEquals(List.of("registries[0].password.file: " + empty + " is empty"), problemsOf(text));
    }

    @Test
    void somethingThatIsNoYamlIsAProblem() {
        assertTrue(problemsOf("data: [").getFirst().startsWith("tried to read it as YAML but"));
    }

    @Test
    void aFileThatIsNotThereIsAProblem() {
        var missing = folder.resolve("none.yaml");

        var refusal = assertThrows(
                InvalidConfigurationException.class, () -> ConfigurationFile.read(missing, new Environment(Map.of())));

        assertTrue(String.valueOf(refusal.getMessage()).contains("none.yaml"));
    }

    @Test
    void aGitHubHostNeedsATokenOrAnApp() {
        var problems = problemsOf(LEAST + "github:\n  - host: github.example.com\n");

        assertEquals(List.of("github[0]: must have either token or app"), problems);
    }

    private Configuration read(String text, Map<String, String> variables)
            throws IOException, InvalidConfigurationException {
        var file = Files.writeString(folder.resolve("pinwheel.yaml"), text);
        return ConfigurationFile.read(file, new Environment(variables));
    }

    private List<String> problemsOf(String text) {
        return assertThrows(InvalidConfigurationException.class, () -> read(text, Map.of()))
                .problems();
    }

    @Test
    void aLedgerMayHaveAPolicyAndASecondSignature() throws Exception {
        var ledger = read(LEAST + "ledger: {policy: /etc/policy, mlDsa: true}\n", Map.of())
                .ledger();

        assertEquals(Optional.of(Path.of("/etc/policy")), ledger.policy());
        assertTrue(ledger.mlDsa());
    }
}
