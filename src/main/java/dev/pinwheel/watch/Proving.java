package dev.pinwheel.watch;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/**
 * Proves that registries have what they speak of: a digest's manifest is fetched, and hashes to it. Who asks for the
 * same soon after is given the same bytes.
 */
final class Proving {

    private static final Duration SOON = Duration.ofMinutes(1);
    private static final long MOST_BYTES = 4 << 20;

    private final Registry registry;
    private final Clock clock;
    private final SequencedMap<Place, Proof> proofs = new LinkedHashMap<>();
    private long bytes;

    private record Place(Repository repository, Digest digest) {}

    private record Proof(Content manifest, Instant at) {

        int size() {
            return manifest.bytes().length;
        }
    }

    Proving(Registry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * What a digest is, from the registry itself, now or in the minute before.
     *
     * @throws RegistryException if it cannot be had, or does not hash to its digest
     */
    Content prove(Repository repository, Digest digest) throws RegistryException {
        var place = new Place(repository, digest);
        synchronized (proofs) {
            var proof = proofs.get(place);
            if (proof != null && proof.at().plus(SOON).isAfter(clock.instant())) {
                return proof.manifest();
            }
        }
        var manifest = registry.manifest(repository, digest);
        remember(place, new Proof(manifest, clock.instant()));
        return manifest;
    }

    private void remember(Place place, Proof proof) {
        synchronized (proofs) {
            var before = proofs.remove(place);
            bytes += proof.size() - (before == null ? 0 : before.size());
            proofs.put(place, proof);
            while (bytes > MOST_BYTES) {
                bytes -= proofs.pollFirstEntry().getValue().size();
            }
        }
    }
}
