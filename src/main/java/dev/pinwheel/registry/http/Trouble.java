package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Denied;
import dev.pinwheel.registry.Resolution.Failure;
import dev.pinwheel.registry.Resolution.Invalid;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import java.io.IOException;
import java.time.Duration;
import java.util.Set;
import java.util.function.Function;

/** Why a registry gave nothing, as long as it is not yet said what was tried. */
final class Trouble extends IOException {

    private static final long serialVersionUID = 1L;

    /** What a server answers to HEAD that may answer GET: not all of them know it for manifests. */
    private static final Set<Integer> WORTH_A_GET = Set.of(405, 501);

    private final transient Function<String, Failure> kind;
    private final String why;
    private final boolean passing;
    private final int status;
    private final boolean ofTheApi;
    private final boolean elsewhere;

    private Trouble(Function<String, Failure> kind, String why, boolean passing) {
        super(why);
        this.kind = kind;
        this.why = why;
        this.passing = passing;
        this.status = 0;
        this.ofTheApi = false;
        this.elsewhere = false;
    }

    private Trouble(Trouble before, int status, boolean ofTheApi, boolean elsewhere) {
        super(before.why);
        this.kind = before.kind;
        this.why = before.why;
        this.passing = before.passing;
        this.status = status;
        this.ofTheApi = ofTheApi;
        this.elsewhere = elsewhere;
    }

    static Trouble unknown(String why) {
        return new Trouble(Unknown::new, why, false);
    }

    static Trouble denied(String why) {
        return new Trouble(Denied::new, why, false);
    }

    static Trouble throttled(Duration retryAfter, String why) {
        return new Trouble(reason -> new Throttled(retryAfter, reason), why, false);
    }

    /** Unreachable in a way that has no better word. */
    static Trouble unreachable(String why) {
        return unreachable(Cause.UNREACHABLE, why);
    }

    static Trouble unreachable(Cause cause, String why) {
        return new Trouble(reason -> new Unreachable(cause, reason), why, false);
    }

    /** Unreachable for a reason that may be gone at once, so that it is worth another try. */
    static Trouble passing(Cause cause, String why) {
        return new Trouble(reason -> new Unreachable(cause, reason), why, true);
    }

    /** An answer that lacks what it must have. */
    static Trouble malformed(String why) {
        return invalid(Cause.MALFORMED, why);
    }

    static Trouble invalid(Cause cause, String why) {
        return new Trouble(reason -> new Invalid(cause, reason), why, false);
    }

    /** The same, where it is known what was answered. */
    Trouble answered(Answer answer) {
        var isOfTheApi = answer.header("Docker-Distribution-Api-Version").isPresent();
        return new Trouble(this, answer.status(), isOfTheApi, elsewhere);
    }

    /** Whether the answer says that it is one of the distribution API's. */
    boolean isOfTheApi() {
        return ofTheApi;
    }

    /** The same, where it was not the registry itself that failed or refused. */
    Trouble elsewhere() {
        return new Trouble(this, status, ofTheApi, true);
    }

    /** Whether it says nothing of the registry itself: it was met elsewhere, or before anything was sent. */
    boolean isElsewhere() {
        return elsewhere;
    }

    /** The status that was answered, or 0 where none was. */
    int status() {
        return status;
    }

    /** Whether GET may give what HEAD did not; a server that says that it speaks the API knows HEAD. */
    boolean isWorthAGet() {
        return WORTH_A_GET.contains(status) || (status == 404 && !ofTheApi);
    }

    boolean isPassing() {
        return passing;
    }

    /** The whole of it, such as {@code tried to resolve docker.io/library/alpine:3 but …}. */
    Failure after(String tried) {
        return kind.apply(tried + " but " + why);
    }

    RegistryException exception(String tried) {
        var exception = new RegistryException(after(tried));
        exception.initCause(this);
        return exception;
    }
}
