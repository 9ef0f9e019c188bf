package dev.pinwheel.image;

/** One registry, repository and tag that some source pins. */
public record Watch(Repository repository, Tag tag) {

    /**
     * Reads a reference that has a tag and no digest; the inverse of {@link #toString}.
     *
     * @throws IllegalArgumentException if it is not one
     */
    public static Watch parse(String text) {
        var reference = Reference.parse(text);
        if (reference.digest().isPresent()) {
            throw new IllegalArgumentException("a watch has no digest: '" + text + "'");
        }
        return reference.watch().orElseThrow(() -> new IllegalArgumentException("a watch needs a tag: '" + text + "'"));
    }

    @Override
    public String toString() {
        return repository + ":" + tag;
    }
}
