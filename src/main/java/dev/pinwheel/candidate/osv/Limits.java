package dev.pinwheel.candidate.osv;

/**
 * How much of an image the scanner reads before it refuses the image.
 *
 * @param layers layers of an image
 * @param entries tar entries of a layer, extension headers included
 * @param unpacked bytes of a layer, packed or unpacked
 * @param kept bytes of package databases that are kept of a layer
 */
public record Limits(int layers, int entries, long unpacked, int kept) {

    /** Far above any image that people build. */
    public static final Limits ORDINARY = new Limits(512, 2_000_000, 32L << 30, 64 << 20);
}
