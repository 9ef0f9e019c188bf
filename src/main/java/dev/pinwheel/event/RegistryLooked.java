package dev.pinwheel.event;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.RegistryHost;
import java.time.Instant;

/**
 * All that was due at one registry in the cycle that began at {@code started} was looked at: the proof
 * that we looked, also where nothing had changed.
 *
 * @param looked how many unique tags were looked at
 * @param moved how many of them showed another digest than before, or their first
 * @param failed how many looks had no answer
 * @param pins how many pinned digests were checked for whether they can still be pulled
 * @param vanished how many of these cannot
 * @param answers the SHA-256 over one line for each tag that was looked at, in the order of their text: the
 *     tag, a space, and its digest or {@code -} where there was no answer
 */
public record RegistryLooked(
        Instant at,
        Instant started,
        RegistryHost host,
        int looked,
        int moved,
        int failed,
        int pins,
        int vanished,
        Digest answers)
        implements Event {

    @Override
    public String key() {
        return started + " " + host;
    }
}
