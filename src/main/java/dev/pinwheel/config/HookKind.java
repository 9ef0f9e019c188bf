package dev.pinwheel.config;

import dev.pinwheel.config.ProofSettings.Way;
import java.util.List;

/** The senders that are understood, and how each can prove itself. */
public enum HookKind {
    DOCKERHUB(false, Way.PATH),
    DISTRIBUTION(true, Way.HEADER),
    HARBOR(true, Way.HEADER),
    QUAY(false, Way.PATH),
    GITHUB(false, Way.SIGNATURE),
    ACR(true, Way.HEADER),
    EVENTGRID(true, Way.PATH, Way.HEADER),
    GAR(false, Way.TOKEN),
    ECR(false, Way.HEADER),
    JFROG(true, Way.SIGNATURE, Way.HEADER),
    NEXUS(true, Way.SIGNATURE),
    GITEA(true, Way.SIGNATURE),
    GENERIC(false, Way.SIGNATURE);

    private final boolean needsRegistry;
    private final Way usual;
    private final Way other;

    HookKind(boolean needsRegistry, Way only) {
        this(needsRegistry, only, only);
    }

    HookKind(boolean needsRegistry, Way usual, Way other) {
        this.needsRegistry = needsRegistry;
        this.usual = usual;
        this.other = other;
    }

    /** Whether its messages do not say, or not to be relied on, which registry they are of. */
    boolean needsRegistry() {
        return needsRegistry;
    }

    /** How it can prove itself, the usual way first. */
    List<Way> ways() {
        return usual == other ? List.of(usual) : List.of(usual, other);
    }

    /** The header that it sends a secret in, unless it is told another. */
    String header() {
        return this == JFROG ? "X-JFrog-Event-Auth" : "Authorization";
    }
}
