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
    private final List<Way> ways;

    HookKind(boolean needsRegistry, Way... ways) {
        this.needsRegistry = needsRegistry;
        this.ways = List.of(ways);
    }

    /** Whether its messages do not say, or not to be relied on, which registry they are of. */
    boolean needsRegistry() {
        return needsRegistry;
    }

    /** How it can prove itself, the usual way first. */
    List<Way> ways() {
        return ways;
    }

    /** The header that it sends a secret in, unless it is told another. */
    String header() {
        return this == JFROG ? "X-JFrog-Event-Auth" : "Authorization";
    }
}
