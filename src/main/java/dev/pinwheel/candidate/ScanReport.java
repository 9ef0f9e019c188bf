package dev.pinwheel.candidate;

/** A scanner's own report on one image, as it wrote it. */
@SuppressWarnings("ArrayRecordComponent") // never compared
public record ScanReport(String mediaType, byte[] content) {}
