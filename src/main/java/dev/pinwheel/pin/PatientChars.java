package dev.pinwheel.pin;

/** Characters that a pattern may look at often, but not for ever. */
final class PatientChars implements CharSequence {

    private static final long MOST_LOOKS = 100_000_000;

    private final String chars;
    private long looks;

    PatientChars(String chars) {
        this.chars = chars;
    }

    @Override
    public int length() {
        return chars.length();
    }

    /** @throws IllegalArgumentException at the look that is one too many */
    @Override
    public char charAt(int index) {
        if (++looks > MOST_LOOKS) {
            throw new IllegalArgumentException("takes too long: it looked " + MOST_LOOKS + " times at a character");
        }
        return chars.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return chars.substring(start, end);
    }

    @Override
    public String toString() {
        return chars;
    }
}
