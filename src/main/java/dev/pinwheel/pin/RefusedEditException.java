package dev.pinwheel.pin;

/** An edit would not have done exactly what was meant, and was not made; the message names the file and why. */
public final class RefusedEditException extends Exception {

    private static final long serialVersionUID = 1L;

    private final String file;

    public RefusedEditException(String file, String reason) {
        super(file + ": " + reason);
        this.file = file;
    }

    public String file() {
        return file;
    }
}
