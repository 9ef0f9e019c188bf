package dev.pinwheel.candidate;

/** What a scanner found in the image that a Dockerfile, rebuilt on the candidate, gave. */
public record RebuiltInventory(String dockerfile, Inventory inventory) {}
