package dev.pinwheel.pin;

/** A file is not of the kind that its name says. */
final class MalformedFileException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    private final int line;

    /**
     * Says why.
     *
     * @param line counted from 1; 0 where the whole file is meant
     */
    MalformedFileException(int line, String reason) {
        super(reason);
        this.line = line;
    }

    /** The line that an exception tells; 0 if it tells none. */
    static int line(IllegalArgumentException e) {
        return e instanceof MalformedFileException malformed ? malformed.line : 0;
    }
}
