package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.News;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unreachable;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A registry's repositories for which it answers with server errors: each is left alone by itself as a registry would be, also
 * for as long as it asks, and only several of them, with no answer between, are the registry's failure.
 */
final class BrokenRepositories {

    /** How many repositories that fail in a row are too many for it to be their own fault. */
    private static final int MANY = 5;

    private static final int MOST_KEPT = 1_000;
    private static final int SERVER_ERRORS = 500;

    /** One of them: whether it has failed too often, and for how long the registry wants it left alone. */
    private record Broken(Circuit circuit, Throttle throttle) {

        static Broken none(Clock clock) {
            var throttle = new Throttle(clock, "to leave this repository alone", News.Throttling::new);
            return new Broken(new Circuit(clock, () -> {}), throttle);
        }

        void enter() throws Trouble {
            throttle.refuse();
            circuit.enter();
        }

        void failed(Trouble trouble) {
            circuit.failed(trouble);
            circuit.news(); // no other node is told of these
        }
    }

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Broken> repositories = new LinkedHashMap<>();
    private final Set<String> sinceAnAnswer = new HashSet<>();

    BrokenRepositories(Clock clock) {
        this.clock = clock;
    }

    /** Lets a request about a repository through, or says why not. */
    void enter(String repository) throws Trouble {
        var broken = broken(repository);
        if (broken.isPresent()) {
            broken.get().enter();
        }
    }

    private Optional<Broken> broken(String repository) {
        lock.lock();
        try {
            return Optional.ofNullable(repositories.get(repository));
        } finally {
            lock.unlock();
        }
    }

    /** A request about a repository was answered as was hoped. */
    void succeeded(String repository) {
        lock.lock();
        try {
            answered(repository);
        } finally {
            lock.unlock();
        }
    }

    private void answered(String repository) {
        repositories.remove(repository);
        sinceAnAnswer.clear();
    }

    /**
     * A request about a repository was not answered as was hoped.
     *
     * @return whether that may be the registry's fault, and not the repository's alone
     */
    boolean failed(String repository, Trouble trouble) {
        lock.lock();
        try {
            var failure = trouble.after("");
            if (failure instanceof Throttled throttled && trouble.status() >= SERVER_ERRORS) {
                kept(repository).throttle().throttled(throttled.retryAfter());
                sinceAnAnswer.add(repository);
                return areMany();
            }
            if (!(failure instanceof Unreachable unreachable)) {
                answered(repository);
                return true;
            }
            if (unreachable.cause() != Cause.SERVER_ERROR) {
                return true;
            }
            kept(repository).failed(trouble);
            return sinceAnAnswer.add(repository) || areMany();
        } finally {
            lock.unlock();
        }
    }

    private boolean areMany() {
        return sinceAnAnswer.size() >= MANY;
    }

    private Broken kept(String repository) {
        var broken = repositories.computeIfAbsent(repository, unseen -> Broken.none(clock));
        if (repositories.size() > MOST_KEPT) {
            repositories.pollFirstEntry();
        }
        return broken;
    }
}
