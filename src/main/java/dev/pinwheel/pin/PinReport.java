package dev.pinwheel.pin;

import java.util.List;

/**
 * The images that the files of a tree ask for, pinned or not, and what could not be read.
 *
 * @param pins in the order of the first place that uses each
 * @param problems in the order of files and lines
 */
public record PinReport(List<FoundPin> pins, List<Problem> problems) {

    public PinReport {
        pins = List.copyOf(pins);
        problems = List.copyOf(problems);
    }
}
