package dev.pinwheel.registry;

import java.time.Duration;

/**
 * What a node gets of a registry's budget, and what is known of that registry.
 *
 * @param slots how many requests it may have under way
 * @param nodes how many nodes have a share
 * @param firstTurn when, from now, the first of the turns is that were wanted; each other is an interval later
 * @param throttled how long the registry is to be left alone
 * @param pullsThrottled how long nothing is to be fetched from it, though it may be looked at
 * @param failing how long it is not tried again
 * @param failures how often it failed in a row; 0 where it answers
 */
public record Share(
        int slots,
        int nodes,
        Duration firstTurn,
        Duration throttled,
        Duration pullsThrottled,
        Duration failing,
        int failures) {}
