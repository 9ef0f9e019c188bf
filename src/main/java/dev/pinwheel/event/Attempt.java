package dev.pinwheel.event;

/** One try at one candidate, counted from 1: what holds a candidate today may be gone tomorrow. */
public record Attempt(Candidate candidate, int number) {

    /** What tells this attempt from every other, as text. */
    public String key() {
        return candidate.key() + " #" + number;
    }
}
