package dev.pinwheel.event;

import dev.pinwheel.image.Descriptor;
import java.util.List;

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
     * @param images what was scanned: the pinned bases, the candidate base, the rebuilt images; none in entries of
     *     before this was kept
     */
    record Compared(
            ScannerUsed scanner, int fixed, int introduced, int remaining, Descriptor report, List<ScannedImage> images)
            implements Scan {

        public Compared {
            images = List.copyOf(images);
        }
    }

    /** Something could not be scanned, so nothing is known. */
    record NotScanned(String reason) implements Scan {}
}
