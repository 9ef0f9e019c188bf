package dev.pinwheel.candidate;

import java.util.List;

/** A program that finds the packages of an image and the vulnerabilities in them. */
public interface Scanner {

    /**
     * Scans images one after the other with the same data.
     *
     * @return one inventory an image in the order given, or why nothing can be said of any
     */
    ScanResult scan(List<ImageAt> images);
}
