package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Resolution.Unreachable;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A registry's repositories for which it answers with server errors: each is left alone by itself as a registry would be,
 * and only several of them, with no answer between, are the registry's failure.
 */
final class BrokenRepositories {

    /** How many repositories that fail in a row are too many for it to be their own fault. */
    private static final int MANY = 5;

    private static final int MOST_KEPT = 1_000;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Circuit> circuits = new LinkedHashMap<>();
    private final Set<String> sinceAnAnswer = new HashSet<>();

    BrokenRepositories(Clock clock) {
        this.clock = clock;
    }

    /** Lets a request about a repository through, or says why not. */
    void enter(String repository) throws Trouble {
        var circuit = circuit(repository);
        if (circuit.isPresent()) {
            circuit.get().enter();
        }
    }

    private Optional<Circuit> circuit(String repository) {
        lock.lock();
        try {
            return Optional.ofNullable(circuits.get(repository));
        } finally {
            lock.unlock();
        }
    }

    /** A request about a repository was answered as was hoped. */
    void succeeded(String repository) {
        lock.lock();
        try {
            circuits.remove(repository);
            sinceAnAnswer.clear();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A request about a repository was not answered as was hoped.
     *
     * @return whether that may be the registry's fault, and not the repository's alone
     */
    boolean failed(String repository, Trouble trouble) {
        lock.lock();
        try {
            if (!(trouble.after("") instanceof Unreachable(var cause, var reason))) {
                circuits.remove(repository);
                sinceAnAnswer.clear();
                return true;
            }
            if (cause != Cause.SERVER_ERROR) {
                return true;
            }
            var circuit = circuits.computeIfAbsent(repository, unseen -> new Circuit(clock, () -> {}));
            circuit.failed(trouble);
            circuit.news(); // no other node is told of these
            if (circuits.size() > MOST_KEPT) {
                circuits.pollFirstEntry();
            }
            return sinceAnAnswer.add(repository) || sinceAnAnswer.size() >= MANY;
        } finally {
            lock.unlock();
        }
    }
}
