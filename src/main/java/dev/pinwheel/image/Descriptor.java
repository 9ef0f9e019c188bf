package dev.pinwheel.image;

/** Content named by what it is, its hash and its size in bytes. */
public record Descriptor(String mediaType, Digest digest, long size) {

    public Descriptor {
        if (size < 0) {
            throw new IllegalArgumentException("a size is not negative: " + size);
        }
    }
}
