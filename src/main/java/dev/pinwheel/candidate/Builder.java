package dev.pinwheel.candidate;

/** A program that builds Dockerfiles. */
public interface Builder {

    /** The builder's name and version, such as {@code buildah 1.28.2}. */
    String name();

    /** Builds one Dockerfile, within the order's time, and writes the image as an OCI layout directory. */
    BuildResult build(BuildOrder order);
}
