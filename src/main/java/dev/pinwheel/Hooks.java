package dev.pinwheel;

import dev.pinwheel.config.Configuration;
import dev.pinwheel.config.HookKind;
import dev.pinwheel.config.HookSettings;
import dev.pinwheel.config.HooksSettings;
import dev.pinwheel.config.ProofSettings;
import dev.pinwheel.event.Source;
import dev.pinwheel.proposal.Naming;
import dev.pinwheel.web.hook.Acr;
import dev.pinwheel.web.hook.ArtifactRegistry;
import dev.pinwheel.web.hook.Distribution;
import dev.pinwheel.web.hook.DockerHub;
import dev.pinwheel.web.hook.Ecr;
import dev.pinwheel.web.hook.EventGrid;
import dev.pinwheel.web.hook.Generic;
import dev.pinwheel.web.hook.GitHub;
import dev.pinwheel.web.hook.GitRepositories;
import dev.pinwheel.web.hook.Gitea;
import dev.pinwheel.web.hook.Harbor;
import dev.pinwheel.web.hook.Hmac;
import dev.pinwheel.web.hook.Hook;
import dev.pinwheel.web.hook.IdTokens;
import dev.pinwheel.web.hook.Intake;
import dev.pinwheel.web.hook.Issuer;
import dev.pinwheel.web.hook.JFrog;
import dev.pinwheel.web.hook.Nexus;
import dev.pinwheel.web.hook.Proof;
import dev.pinwheel.web.hook.Quay;
import dev.pinwheel.web.hook.Scope;
import dev.pinwheel.web.hook.Sender;
import dev.pinwheel.web.hook.SharedSecret;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/** The hooks that a configuration describes. */
final class Hooks {

    private static final int OWN_PER_MINUTE = 600;

    private final HooksSettings settings;
    private final Clock clock;
    private final Issuer google;

    Hooks(HooksSettings settings, Clock clock) {
        this(settings, clock, Issuer.GOOGLE);
    }

    /** @param google whose tokens Pub/Sub shows */
    Hooks(HooksSettings settings, Clock clock, Issuer google) {
        this.settings = settings;
        this.clock = clock;
        this.google = google;
    }

    /** The sources as senders may name them. */
    static GitRepositories repositories(Configuration configuration) {
        var branches = new HashMap<Source, Optional<String>>();
        configuration.repositories().forEach(known -> branches.put(known.source(), known.branch()));
        return new GitRepositories(branches);
    }

    /** The configured hooks, and the one that commands on this machine use. */
    List<Hook> all(String ownKey) {
        var hooks = new ArrayList<Hook>();
        var signed = signed(List.of("X-Signature"), "sha256=", Hmac.SHA256, new SharedSecret(ownKey));
        hooks.add(new Hook("look", new Generic(clock), signed, Optional.empty(), Intake.of(OWN_PER_MINUTE, clock)));
        settings.senders().forEach(sender -> hooks.add(hook(sender)));
        return hooks;
    }

    private Hook hook(HookSettings sender) {
        var scope = scope(sender);
        var intake = Intake.of(sender.perMinute(), clock);
        return new Hook(sender.name(), sender(sender.from(), scope), proof(sender), scope, intake);
    }

    private static Optional<Scope> scope(HookSettings sender) {
        return switch (sender.from()) {
            case DOCKERHUB -> Optional.of(new Scope("docker.io"));
            case QUAY -> Optional.of(new Scope(sender.registry().orElse("quay.io")));
            case GITHUB -> Optional.of(new Scope(sender.registry().orElse("ghcr.io")));
            case DISTRIBUTION, HARBOR, ACR, EVENTGRID, JFROG, NEXUS, GITEA, GAR, ECR, GENERIC ->
                sender.registry().map(Scope::new);
        };
    }

    private Sender sender(HookKind from, Optional<Scope> scope) {
        return switch (from) {
            case DOCKERHUB -> new DockerHub();
            case DISTRIBUTION -> new Distribution(scope.orElseThrow());
            case HARBOR -> new Harbor(scope.orElseThrow());
            case QUAY -> new Quay(scope.orElseThrow());
            case GITHUB -> new GitHub(scope.orElseThrow(), Naming.BRANCHES);
            case ACR -> new Acr(scope.orElseThrow());
            case EVENTGRID -> new EventGrid(scope.orElseThrow());
            case GAR -> new ArtifactRegistry();
            case ECR -> new Ecr();
            case JFROG -> new JFrog(scope.orElseThrow());
            case NEXUS -> new Nexus(scope.orElseThrow());
            case GITEA -> new Gitea(scope.orElseThrow());
            case GENERIC -> new Generic(clock);
        };
    }

    private Proof proof(HookSettings sender) {
        return switch (sender.proof()) {
            case ProofSettings.InPath(var secret) -> new Proof.InPath(new SharedSecret(secret.value()));
            case ProofSettings.InHeader(var header, var secret) ->
                new Proof.InHeader(header, new SharedSecret(secret.value()));
            case ProofSettings.Signed(var secret) -> signed(sender.from(), new SharedSecret(secret.value()));
            case ProofSettings.ByToken(var audience, var email) ->
                new Proof.ByToken(IdTokens.of(google, audience, email, clock));
        };
    }

    private static Proof signed(HookKind from, SharedSecret secret) {
        return switch (from) {
            case GITHUB -> signed(List.of("X-Hub-Signature-256"), "sha256=", Hmac.SHA256, secret);
            case GITEA -> signed(List.of("X-Gitea-Signature", "X-Forgejo-Signature"), "", Hmac.SHA256, secret);
            case JFROG -> signed(List.of("X-JFrog-Event-Auth"), "", Hmac.SHA256, secret);
            case NEXUS ->
                new Proof.SignedWithoutSpace(signed(List.of("X-Nexus-Webhook-Signature"), "", Hmac.SHA1, secret));
            case GENERIC, DOCKERHUB, DISTRIBUTION, HARBOR, QUAY, ACR, EVENTGRID, GAR, ECR ->
                signed(List.of("X-Signature"), "sha256=", Hmac.SHA256, secret);
        };
    }

    private static Proof.Signed signed(List<String> headers, String prefix, Hmac algorithm, SharedSecret secret) {
        return new Proof.Signed(headers, prefix, algorithm, secret);
    }
}
