package dev.pinwheel.config;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HooksSettingsTest {

    private static final String SECRET = "correct-horse-battery";
    private static final Environment ENVIRONMENT =
            new Environment(Map.of("SECRET", SECRET, "SHORT", "hush", "ODD", "correct horse battery"));

    @TempDir
    private Path folder;

    private HooksSettings read(String hooks) throws Exception {
        var file = Files.writeString(folder.resolve("pinwheel.yaml"), """
                data: data
                repositories: [{url: /srv/git/app.git}]
                registries: [{host: docker.io}]
                scanner: {database: osv}
                """ + hooks);
        return ConfigurationFile.read(file, ENVIRONMENT).hooks().orElseThrow();
    }

    private HookSettings sender(String keys) throws Exception {
        return read("hooks: {senders: [{name: one, " + keys + "}]}").senders().getFirst();
    }

    private List<String> problems(String... senders) {
        return assertThrows(
                        InvalidConfigurationException.class,
                        () -> read("hooks: {senders: [" + String.join(",", senders) + "]}"))
                .problems();
    }

    @Test
    void theDoorIsOnTheLoopbackInterfaceUnlessItIsSaidToBeElsewhere() throws Exception {
        assertEquals(new HooksSettings("127.0.0.1", 8081, 1 << 20, 64, 16, List.of()), read("hooks: {}"));
    }

    @ParameterizedTest
    @CsvSource({
        "dockerhub, InPath",
        "distribution, InHeader",
        "harbor, InHeader",
        "quay, InPath",
        "github, Signed",
        "acr, InHeader",
        "eventgrid, InPath",
        "ecr, InHeader",
        "jfrog, Signed",
        "nexus, Signed",
        "gitea, Signed",
        "generic, Signed"
    })
    void eachSenderProvesItselfAsItsKindDoes(String from, String proof) throws Exception {
        var sender = sender("from: " + from + ", registry: registry.example.com/team, secret: {env: SECRET}");

        assertEquals(proof, sender.proof().getClass().getSimpleName());
        assertFalse(sender.toString().contains(SECRET));
    }

    @Test
    void googlesTokenIsForAnAudienceFromAnAccount() throws Exception {
        var sender = sender("from: gar, audience: https://a.example.com, email: a@b.example.com");

        assertEquals(new ProofSettings.ByToken("https://a.example.com", "a@b.example.com"), sender.proof());
    }

    @Test
    void aSenderThatCanDoTwoThingsIsAskedForTheOther() throws Exception {
        var sender = sender("from: jfrog, registry: acme.jfrog.io, proof: header, secret: {env: SECRET}");

        var header = assertInstanceOf(ProofSettings.InHeader.class, sender.proof());
        assertEquals("X-JFrog-Event-Auth", header.header());
    }

    @Test
    void everythingWrongWithSendersIsAProblem() {
        assertEquals(
                List.of(
                        "hooks.senders[0].from: must be one of [DOCKERHUB, DISTRIBUTION, HARBOR, QUAY, GITHUB, ACR,"
                                + " EVENTGRID, GAR, ECR, JFROG, NEXUS, GITEA, GENERIC], not 'fax'",
                        "hooks.senders[1].name: must be of a-z, 0-9 and '-', at most 40, and not 'look'",
                        "hooks.senders[1].secret: must have at least 16 characters",
                        "hooks.senders[2].registry: is missing; it says which images this sender may speak of",
                        "hooks.senders[2].secret: is missing",
                        "hooks.senders[3].secret: must be of letters, digits, '-' and '_', for it is a part of the path",
                        "hooks.senders[4].proof: must be one of [SIGNATURE] for github",
                        "hooks.senders[5].audience: is missing",
                        "hooks.senders[5].email: is missing",
                        "hooks.senders[6].registry: must be a registry, or a registry and a path, not 'team'",
                        "hooks.senders[6].name: is twice"),
                problems(
                        "{name: a, from: fax, secret: {env: SECRET}}",
                        "{name: look, from: generic, secret: {env: SHORT}}",
                        "{name: c, from: harbor}",
                        "{name: d, from: quay, secret: {env: ODD}}",
                        "{name: e, from: github, proof: path, secret: {env: SECRET}}",
                        "{name: f, from: gar}",
                        "{name: f, from: acr, registry: team, secret: {env: SECRET}}"));
    }
}
