package dev.pinwheel.candidate;

/** A scanner's own report on one image, as it wrote it. */
public record ScanReport(String mediaType, byte[] content) {}
