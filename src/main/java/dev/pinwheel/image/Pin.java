package dev.pinwheel.image;

/** A tag and the digest that it is pinned to. */
public record Pin(Watch watch, Digest digest) {

    @Override
    public String toString() {
        return watch + "@" + digest;
    }
}
