package dev.pinwheel.candidate;

import java.util.List;

/** Stands where the scanner was not found: nothing is known of any image. */
public record MissingScanner(String reason) implements Scanner {

    @Override
    public ScanResult scan(List<ImageAt> images) {
        return new ScanResult.NotScanned(reason);
    }
}
