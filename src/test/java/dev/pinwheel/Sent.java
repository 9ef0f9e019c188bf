package dev.pinwheel;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * A message of one kind of sender, as it is set and sent by docs/hooks.md.
 *
 * @param keys what the configuration has of the sender, besides its name and its secret
 * @param shown the ways in which this sender may prove itself, and no others
 * @param notes what the ledger has of it, in the order of the alphabet
 */
record Sent(String name, String keys, Set<Shown> shown, Map<String, String> headers, String body, String notes) {

    private static final String GENERIC =
            "{\"id\":\"7\",\"at\":\"2026-11-22T10:00:00Z\",\"image\":\"registry.example.com/base/debian:12\"}";

    Sent {
        shown = Set.copyOf(shown);
        headers = Map.copyOf(headers);
    }

    private static Sent golden(String name, String keys, Set<Shown> shown, String file, String notes) {
        return new Sent(name, keys, shown, Map.of(), text(file), notes);
    }

    private Sent as(String header, String value) {
        return new Sent(name, keys, shown, Map.of(header, value), body, notes);
    }

    private static String text(String file) {
        try (var golden = Sent.class.getResourceAsStream("web/hook/" + file + ".json")) {
            return new String(Objects.requireNonNull(golden, file).readAllBytes(), UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Every sender and every form of its messages. */
    static Sent[] all() {
        var path = EnumSet.of(Shown.PATH);
        var header = EnumSet.of(Shown.AUTHORIZATION, Shown.BEARER);
        var hub = EnumSet.of(Shown.HUB_SIGNATURE);
        var nexus = EnumSet.of(Shown.NEXUS_SIGNATURE);
        var gitea = EnumSet.of(Shown.GITEA_SIGNATURE, Shown.FORGEJO_SIGNATURE);
        var signature = EnumSet.of(Shown.SIGNATURE);
        return new Sent[] {
            golden("hub", "from: dockerhub", path, "dockerhub", "docker.io/acme/runtime:21-jre"),
            golden(
                    "distribution",
                    "from: distribution, registry: registry.example.com",
                    header,
                    "distribution",
                    "registry.example.com/base/debian:12-slim"),
            golden(
                    "harbor",
                    "from: harbor, registry: harbor.example.com",
                    header,
                    "harbor",
                    "harbor.example.com/base/alpine:3.20"),
            golden(
                            "harbor-events",
                            "from: harbor, registry: harbor.example.com",
                            header,
                            "harbor-cloudevents",
                            "harbor.example.com/base/alpine:3, harbor.example.com/base/alpine:3.20")
                    .as("Content-Type", "application/cloudevents+json"),
            golden("quay", "from: quay", path, "quay", "quay.io/acme/runtime:9, quay.io/acme/runtime:latest"),
            golden(
                    "own-quay",
                    "from: quay, registry: quay.example.com",
                    path,
                    "quay-template",
                    "quay.example.com/acme/runtime"),
            golden("ghcr", "from: github", hub, "github-package", "ghcr.io/acmecorp/runtime/base:2.1")
                    .as("X-GitHub-Event", "package"),
            golden("ghcr-new", "from: github", hub, "github-registry-package", "ghcr.io/acmecorp/tools/runner:3-slim")
                    .as("X-GitHub-Event", "registry_package"),
            golden("github", "from: github", hub, "github-push", "https://github.com/acmecorp/app.git push")
                    .as("X-GitHub-Event", "push"),
            golden(
                            "proposals",
                            "from: github",
                            hub,
                            "github-pull-request",
                            "https://github.com/acmecorp/app.git pull_request closed")
                    .as("X-GitHub-Event", "pull_request"),
            golden("acr", "from: acr, registry: acme.azurecr.io", header, "acr", "acme.azurecr.io/base/node:22"),
            golden(
                    "grid",
                    "from: eventgrid, registry: acme.azurecr.io",
                    path,
                    "eventgrid",
                    "acme.azurecr.io/base/node:22"),
            golden(
                            "grid-events",
                            "from: eventgrid, proof: header, registry: acme.azurecr.io",
                            header,
                            "eventgrid-cloudevent",
                            "acme.azurecr.io/base/node:22")
                    .as("Content-Type", "application/cloudevents+json"),
            golden(
                    "gar",
                    "from: gar, audience: " + Shown.AUDIENCE + ", email: " + Shown.EMAIL,
                    EnumSet.of(Shown.TOKEN),
                    "gar",
                    "europe-docker.pkg.dev/acme-prod/base/python:3.13"),
            golden(
                    "ecr",
                    "from: ecr",
                    header,
                    "ecr",
                    "123456789012.dkr.ecr.eu-central-1.amazonaws.com/base/python:3.12"),
            golden(
                    "ecr-cache",
                    "from: ecr, header: X-Api-Key",
                    EnumSet.of(Shown.API_KEY),
                    "ecr-cache",
                    "123456789012.dkr.ecr.cn-north-1.amazonaws.com.cn/hub/library/python:3.12"),
            golden(
                    "jfrog",
                    "from: jfrog, registry: acme.jfrog.io",
                    EnumSet.of(Shown.JFROG_SIGNATURE),
                    "jfrog",
                    "acme.jfrog.io/docker-local/base/go:1.25"),
            golden(
                    "jfrog-header",
                    "from: jfrog, proof: header, registry: docker-local.example.com",
                    EnumSet.of(Shown.JFROG_SECRET),
                    "jfrog",
                    "docker-local.example.com/base/go:1.25"),
            golden(
                    "nexus",
                    "from: nexus, registry: 'nexus.example.com:8083'",
                    nexus,
                    "nexus-component",
                    "nexus.example.com:8083/base/java:25"),
            golden(
                    "nexus-assets",
                    "from: nexus, registry: nexus.example.com/docker-hosted",
                    nexus,
                    "nexus-asset",
                    "nexus.example.com/docker-hosted/base/java:25"),
            golden(
                            "gitea",
                            "from: gitea, registry: git.example.com",
                            gitea,
                            "gitea-package",
                            "git.example.com/acme/base/rust:1.90")
                    .as("X-Gitea-Event", "package"),
            golden(
                            "forgejo",
                            "from: gitea, registry: git.example.com",
                            gitea,
                            "gitea-push",
                            "https://git.example.com/acme/tool push")
                    .as("X-Forgejo-Event", "push"),
            new Sent("build", "from: generic", signature, Map.of(), GENERIC, "registry.example.com/base/debian:12"),
            new Sent("look", "", signature, Map.of(), GENERIC, "registry.example.com/base/debian:12")
        };
    }

    /** Senders who are set to speak for one registry, and speak of another. */
    static Sent[] strangers() {
        return new Sent[] {
            golden(
                            "other-ghcr",
                            "from: github, registry: containers.example.com",
                            EnumSet.of(Shown.HUB_SIGNATURE),
                            "github-package",
                            "")
                    .as("X-GitHub-Event", "package"),
            golden(
                    "other-gar",
                    "from: gar, registry: us-docker.pkg.dev, audience: " + Shown.AUDIENCE + ", email: " + Shown.EMAIL,
                    EnumSet.of(Shown.TOKEN),
                    "gar",
                    ""),
            golden(
                    "other-ecr",
                    "from: ecr, registry: 999999999999.dkr.ecr.eu-central-1.amazonaws.com",
                    EnumSet.of(Shown.AUTHORIZATION),
                    "ecr",
                    ""),
            new Sent(
                    "other-build",
                    "from: generic, registry: registry.example.com/bas",
                    EnumSet.of(Shown.SIGNATURE),
                    Map.of(),
                    GENERIC,
                    "")
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
