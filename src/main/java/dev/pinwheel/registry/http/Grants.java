package dev.pinwheel.registry.http;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** What answers the challenges of all registries, in limited space: what was used longest ago is forgotten first. */
final class Grants {

    /** What tokens may take of the memory of a service that watches a hundred thousand tags, in bytes. */
    static final long SPACE = 32L * 1024 * 1024;

    /** About what one takes besides its token, in bytes. */
    static final int BESIDES = 640;

    /** About what one takes that could not be had, with the reason why, in bytes. */
    static final int FAILED = 1536;

    private record Kept(Grant grant, long bytes) {}

    private final long space;
    private final ReentrantLock lock = new ReentrantLock();
    private final SequencedMap<String, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    /**
     * None as yet.
     *
     * @param space what they may take, in bytes
     */
    Grants(long space) {
        this.space = space;
    }

    /** The grant for a place. */
    Optional<Grant> at(String place) {
        lock.lock();
        try {
            return Optional.ofNullable(kept.get(place)).map(Kept::grant);
        } finally {
            lock.unlock();
        }
    }

    /** The grant for a place if it is good or on its way, and not the one that was refused; mine from now on otherwise. */
    Grant usableAt(String place, Grant mine, Instant now, Optional<String> refused) {
        lock.lock();
        try {
            @Nullable Kept had = kept.get(place);
            if (had != null && had.grant().isUsable(now, refused)) {
                return had.grant();
            }
            keep(place, mine);
            return mine;
        } finally {
            lock.unlock();
        }
    }

    /** What was on its way has come, or is known not to. */
    void cameTo(String place, Grant grant) {
        lock.lock();
        try {
            @Nullable Kept had = kept.get(place);
            if (had != null && had.grant().equals(grant)) {
                keep(place, grant);
            }
        } finally {
            lock.unlock();
        }
    }

    void forget(String place) {
        lock.lock();
        try {
            @Nullable Kept had = kept.remove(place);
            bytes -= had == null ? 0 : had.bytes();
        } finally {
            lock.unlock();
        }
    }

    private void keep(String place, Grant grant) {
        forget(place);
        var one = new Kept(grant, bytes(grant.header()));
        kept.put(place, one);
        bytes += one.bytes();
        while (bytes > space && kept.size() > 1) {
            bytes -= kept.pollFirstEntry().getValue().bytes();
        }
    }

    private static long bytes(Awaited<Grant.Header> header) {
        return header.isPending()
                ? BESIDES
                : header.there().map(had -> BESIDES + had.value().length()).orElse(FAILED);
    }
}
