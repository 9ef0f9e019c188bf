package dev.pinwheel.event;

/** A fact and its index in the ledger. */
public record Recorded<E extends Event>(long index, E event) {}
