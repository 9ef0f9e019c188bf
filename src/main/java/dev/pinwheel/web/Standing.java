package dev.pinwheel.web;

import java.time.Instant;

/** What a node of the service does at present. */
public sealed interface Standing {

    /** It begins. */
    record Starting() implements Standing {}

    /** It writes the ledger and does all work. */
    record Leading(Instant since) implements Standing {}

    /** Another node does that, and this one takes over when that ends. */
    record StandingBy(String leader) implements Standing {}

    /** It must not write the ledger, and does no work. */
    record ReadOnly(String reason, String next) implements Standing {}

    /** In one word, as in {@code /readyz}. */
    default String word() {
        return switch (this) {
            case Starting starting -> "starting";
            case Leading leading -> "leading";
            case StandingBy standingBy -> "standby";
            case ReadOnly readOnly -> "read-only";
        };
    }
}
