package dev.pinwheel.web.hook;

import java.time.Clock;

/**
 * How much a sender may bring.
 *
 * @param notable messages with something to note in the ledger
 * @param messages messages of any kind; a registry tells of pulls and of layers, too, and must not be kept from
 *     telling of a push
 */
public record Intake(RateLimit notable, RateLimit messages) {

    private static final int MESSAGES_PER_MINUTE = 60_000;

    /**
     * What a sender may bring for whom so much is configured.
     *
     * @param perMinute how many messages a minute may have something to note
     */
    public static Intake of(int perMinute, Clock clock) {
        return new Intake(new RateLimit(perMinute, clock), new RateLimit(MESSAGES_PER_MINUTE, clock));
    }
}
