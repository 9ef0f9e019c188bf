package dev.pinwheel.event;

import java.time.Instant;

/**
 * A witness of our ledger stopped to cosign it, or does so again.
 *
 * @param witness what our policy calls it
 * @param reason why it does not; empty where it does
 */
public record WitnessChanged(Instant at, String witness, boolean cosigns, String reason) implements Event {

    @Override
    public String key() {
        return witness + " " + at;
    }
}
