package dev.pinwheel.registry;

import dev.pinwheel.image.RegistryHost;
import java.io.IOException;
import java.time.Duration;

/**
 * What all nodes together may ask of each registry, as one of the nodes sees it. A share holds for {@link #LEASE}: a
 * node that does not ask again in that time has none, and the others get it.
 */
public interface Budget extends AutoCloseable {

    /** How long a share holds. */
    Duration LEASE = Duration.ofSeconds(5);

    /** A registry that is to be left alone for longer is not: a clock was set back. We wait a day and a tenth of one. */
    Duration LONGEST_THROTTLING = Duration.ofHours(27);

    /** A registry that is not tried for longer is tried: a clock was set back. */
    Duration LONGEST_FAILING = Duration.ofMinutes(5);

    /** How long a call takes at most before it fails. */
    Duration LONGEST_CALL = Duration.ofSeconds(3);

    /**
     * Tells what this node wants of a registry and has learned of it, and what it gets.
     *
     * @throws IOException if what the nodes share cannot be reached now
     */
    Share share(RegistryHost host, Demand demand) throws IOException;

    /**
     * Gives back this node's share of a registry.
     *
     * @throws IOException if what the nodes share cannot be reached now; the share ends by itself
     */
    void leave(RegistryHost host) throws IOException;

    @Override
    void close();
}
