package dev.pinwheel.candidate;

import dev.pinwheel.event.ScannedImage;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.evidence.Evidence;
import java.io.IOException;

/** Keeps what is known of a scanned image as evidence: the scanner's report, a bill of materials, the packages. */
final class Filing {

    private final Evidence evidence;
    private final ScannerUsed scanner;

    Filing(Evidence evidence, ScannerUsed scanner) {
        this.evidence = evidence;
        this.scanner = scanner;
    }

    ScannedImage file(Subject subject, Inventory inventory) throws IOException {
        var report = inventory.report();
        var sbom = new Sbom(subject, inventory, scanner.name()).written();
        return new ScannedImage(
                subject.image(),
                subject.dockerfile(),
                inventory.system(),
                EndOfLife.of(inventory.system()),
                evidence.put(report.mediaType(), report.content()),
                evidence.put(Sbom.MEDIA_TYPE, sbom),
                evidence.put(PackageList.MEDIA_TYPE, PackageList.written(inventory)));
    }
}
