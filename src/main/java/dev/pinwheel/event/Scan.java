package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;

/** What came of scanning a candidate. */
public sealed interface Scan {

    /**
     * Everything was scanned with the same scanner and the same data.
     *
     * @param scanner the scanner, its version and its data's date
     * @param fixed how many distinct (CVE, source package) the candidate base no longer has
     * @param introduced how many it has that the pinned base had not
     * @param remaining how many both have
     * @param report the {@link Comparison}, as evidence
     */
    record Compared(ScannerUsed scanner, int fixed, int introduced, int remaining, Descriptor report) implements Scan {}

    /** Something could not be scanned, so nothing is known. */
    record NotScanned(String reason) implements Scan {}
}
