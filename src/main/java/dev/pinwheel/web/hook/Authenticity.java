package dev.pinwheel.web.hook;

/** Whether a request comes from whom we configured. */
sealed interface Authenticity {

    /** It does. */
    record Proven() implements Authenticity {}

    /** It does not, for this reason, which has nothing secret in it. */
    record Forged(String reason) implements Authenticity {}

    /** That cannot be known now, for this reason; it may be when the same is sent again. */
    record Unknown(String reason) implements Authenticity {}

    /** The outcome of a comparison that either holds or has a reason not to. */
    static Authenticity of(boolean holds, String otherwise) {
        return holds ? new Proven() : new Forged(otherwise);
    }
}
