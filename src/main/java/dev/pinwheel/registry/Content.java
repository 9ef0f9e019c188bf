package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;

/** Bytes that hash to their descriptor's digest. */
@SuppressWarnings("ArrayRecordComponent") // never compared: the descriptor says what it is
public record Content(Descriptor descriptor, byte[] bytes) {}
