package dev.pinwheel.event;

import java.time.Instant;

/** A scanner by name and version, and when the vulnerability data it used was made. */
public record ScannerUsed(String name, String version, Instant database) {}
