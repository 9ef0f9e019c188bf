package dev.pinwheel.candidate;

import dev.pinwheel.event.ScannerUsed;
import java.util.List;

/** What came of scanning some images. */
public sealed interface ScanResult {

    /** All images were scanned. */
    record Scanned(ScannerUsed scanner, List<Inventory> inventories) implements ScanResult {

        public Scanned {
            inventories = List.copyOf(inventories);
        }
    }

    /** At least one image could not be scanned; nothing is known of any. */
    record NotScanned(String reason) implements ScanResult {}
}
