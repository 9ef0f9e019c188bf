package dev.pinwheel.registry.http;

import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/** One registry as we ask it: shown what it wants to see, and asked again where it failed for a passing reason. */
final class Endpoint {

    private static final int MOST_TRIES = 3;
    private static final long FIRST_PAUSE_MILLIS = 100;

    /** Takes from an answer what was wanted. */
    interface Reading<T> {
        T read(Answer answer) throws Trouble;
    }

    private final Vertx vertx;
    private final Courier courier;
    private final Authorization authorization;
    private final Circuit circuit;
    private final Throttles throttles;
    private final BrokenRepositories broken;
    private final Clock clock;

    Endpoint(Vertx vertx, Courier courier, Authorization authorization, Quota quota, Clock clock) {
        this.vertx = vertx;
        this.courier = courier;
        this.authorization = authorization;
        this.circuit = quota.circuit();
        this.throttles = quota.throttles();
        this.broken = new BrokenRepositories(clock);
        this.clock = clock;
    }

    /** What is read from the answer to a request; if that breaks off it is asked for again. */
    <T> T ask(Request request, Reading<T> reading) throws Trouble {
        throttles.enter(request.method());
        broken.enter(request.repository());
        circuit.enter();
        try {
            var read = persistently(request, reading);
            answered(request);
            return read;
        } catch (Trouble trouble) {
            failed(request, trouble);
            throw trouble;
        }
    }

    private void answered(Request request) {
        circuit.succeeded();
        throttles.succeeded(request.method());
        broken.succeeded(request.repository());
    }

    /** That a server does not know HEAD says that it is there; whether it fails is what GET will tell. */
    private void failed(Request request, Trouble trouble) {
        if (trouble.isElsewhere()) {
            return;
        }
        if (request.method() == Request.Method.HEAD && trouble.isWorthAGet()) {
            answered(request);
        } else if (broken.failed(request.repository(), trouble)) {
            circuit.failed(trouble);
            throttles.failed(request.method(), trouble);
        }
    }

    private <T> T persistently(Request request, Reading<T> reading) throws Trouble {
        for (var attempt = 1; ; attempt++) {
            try {
                return read(once(request), reading);
            } catch (Trouble trouble) {
                if (!trouble.isPassing() || attempt == MOST_TRIES) {
                    throw trouble;
                }
            }
            pause(attempt);
        }
    }

    private <T> T read(Answer answer, Reading<T> reading) throws Trouble {
        try {
            return reading.read(answer);
        } catch (Trouble trouble) {
            throw courier.isHome(answer.from()) ? trouble : trouble.elsewhere();
        }
    }

    private Answer once(Request request) throws Trouble {
        var known = authorization.known(request.repository());
        var answer = courier.carry(request, known.header());
        var shown = known.header();
        if (courier.isHome(answer.from())) {
            if (answer.status() == 401) {
                answer.discard();
                throttles.goOn(request.method());
                shown = Optional.of(authorization.afterChallenge(request.repository(), answer, known));
                answer = courier.carry(request, shown);
            } else {
                answeredTo(known, request, answer);
            }
        }
        return welcome(request, answer, shown);
    }

    /** An answer to a stranger is none where the registry may have another one for us. */
    private void answeredTo(Shown known, Request request, Answer answer) throws Trouble {
        try {
            known.refuse(answer.status());
        } catch (Trouble lack) {
            answer.discard();
            throw lack;
        }
        if (answer.status() < 300) {
            authorization.wasGiven(request.repository(), known);
        }
    }

    private Answer welcome(Request request, Answer answer, Optional<String> shown) throws Trouble {
        if (!request.isMetBy(answer.status())) {
            var refusal = Refusal.of(answer, who(answer, shown), clock).answered(answer);
            throw courier.isHome(answer.from()) ? refusal : refusal.elsewhere();
        }
        return answer;
    }

    private String who(Answer answer, Optional<String> shown) throws Trouble {
        if (!courier.isHome(answer.from())) {
            return "the server " + Origin.of(answer.from()) + " that it was redirected to";
        }
        return shown.isPresent() ? "the registry, shown our authorization," : "the registry";
    }

    /** Twice as long each time, of which between a half and the whole is taken: not all come back at once. */
    static long pauseMillis(int attempt) {
        var longest = FIRST_PAUSE_MILLIS << attempt;
        return ThreadLocalRandom.current().nextLong(longest / 2, longest);
    }

    private void pause(int attempt) throws Trouble {
        try {
            vertx.timer(pauseMillis(attempt), TimeUnit.MILLISECONDS).await();
        } catch (Exception e) {
            throw Trouble.unreachable("the waiting for another try was ended: " + Wire.say(e));
        }
    }
}
