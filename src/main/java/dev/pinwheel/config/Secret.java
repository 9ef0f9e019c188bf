package dev.pinwheel.config;

/** A password, token or key, which shows itself to nobody who only prints it. */
public record Secret(String value) {

    @Override
    public String toString() {
        return "•••";
    }
}
