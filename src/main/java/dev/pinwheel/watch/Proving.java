package dev.pinwheel.watch;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/** Proves that registries have what they speak of: a digest's manifest is fetched, and hashes to it. */
final class Proving {

    /** How long a proof does for whoever asks next. */
    private static final Duration LATELY = Duration.ofMinutes(1);

    private static final int REMEMBERED = 1_024;

    private final KeptRegistry registry;
    private final Clock clock;
    private final SequencedMap<Place, Proof> proofs = new LinkedHashMap<>();

    private record Place(Repository repository, Digest digest) {}

    private record Proof(Descriptor manifest, Instant at) {}

    Proving(KeptRegistry registry, Clock clock) {
        this.registry = registry;
        this.clock = clock;
    }

    /**
     * What a digest is, from the registry itself, now or within the last minute; it is kept for those who read it.
     *
     * @throws RegistryException if it cannot be had, or does not hash to its digest
     */
    Descriptor prove(Repository repository, Digest digest) throws RegistryException {
        var place = new Place(repository, digest);
        synchronized (proofs) {
            var proof = proofs.get(place);
            if (proof != null && proof.at().plus(LATELY).isAfter(clock.instant())) {
                return proof.manifest();
            }
        }
        var manifest = registry.fetch(repository, digest).descriptor();
        remember(place, new Proof(manifest, clock.instant()));
        return manifest;
    }

    private void remember(Place place, Proof proof) {
        synchronized (proofs) {
            proofs.putLast(place, proof);
            if (proofs.size() > REMEMBERED) {
                proofs.pollFirstEntry();
            }
        }
    }
}
