package dev.pinwheel.web;

import java.time.Duration;

/**
 * What the address for health, audit and the published log bears.
 *
 * @param connections how many there may be at once
 * @param perAddress how many of them may be from one address
 * @param idle how long a connection may be there while nothing is asked on it
 * @param answer how long one request may take until its answer is read
 */
public record FrontLimits(int connections, int perAddress, Duration idle, Duration answer) {

    /** What people, load balancers and caches keep to. */
    public static final FrontLimits ORDINARY = new FrontLimits(256, 64, Duration.ofSeconds(30), Duration.ofMinutes(10));
}
