package dev.pinwheel.web;

import java.time.Duration;

/**
 * What the door bears.
 *
 * @param bodyBytes the largest body
 * @param time how long a connection may take, from its first byte to its answer
 * @param connections how many there may be at once
 * @param perAddress how many of them may be from one address, which is a proxy's where one stands before the door
 */
public record DoorLimits(int bodyBytes, Duration time, int connections, int perAddress) {

    /** What every sender keeps to. */
    public static final DoorLimits ORDINARY = new DoorLimits(1 << 20, Duration.ofSeconds(15), 64, 16);

    /** Nobody yet who comes to a door with these limits. */
    Crowd crowd() {
        return new Crowd(
                "the door for hooks (see hooks.connections and hooks.connectionsPerAddress)", connections, perAddress);
    }

    public DoorLimits withBodyBytes(int bytes) {
        return new DoorLimits(bytes, time, connections, perAddress);
    }

    public DoorLimits withTime(Duration longest) {
        return new DoorLimits(bodyBytes, longest, connections, perAddress);
    }

    public DoorLimits withConnections(int most, int ofOneAddress) {
        return new DoorLimits(bodyBytes, time, most, ofOneAddress);
    }
}
