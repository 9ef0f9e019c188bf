package dev.pinwheel.image;

/** A human-readable pointer to a manifest; it moves. */
public record Tag(String value) {

    public Tag {
        if (!Grammar.TAG.matcher(value).matches()) {
            throw new IllegalArgumentException("not a tag: '" + value + "'");
        }
    }

    @Override
    public String toString() {
        return value;
    }
}
