package dev.pinwheel.registry.http;

import dev.pinwheel.registry.News;
import dev.pinwheel.registry.Resolution.Throttled;
import dev.pinwheel.registry.Share;
import dev.pinwheel.registry.http.Request.Method;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Whether a registry wants to be left alone: with everything, or with GETs alone. Some count pulls, and a HEAD is none;
 * so what is said to a GET stops no look, and no look that is answered ends what was said to a GET.
 */
final class Throttles {

    private static final int TOO_MANY_REQUESTS = 429;

    private final Clock clock;
    private final Runnable onNews;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<Throttle> untold = new LinkedHashSet<>();
    private final Throttle all;
    private final Throttle pulls;

    /**
     * Ones that let everything through.
     *
     * @param onNews told when there is something that the other nodes should know
     */
    Throttles(Clock clock, Runnable onNews) {
        this.clock = clock;
        this.onNews = onNews;
        this.all = new Throttle(clock, "to be left alone", News.Throttling::new);
        this.pulls = new Throttle(clock, "for no more pulls", News.ThrottlingPulls::new);
    }

    /** What the other nodes have not been told yet, once: what is left of it by now. */
    List<News> news() {
        lock.lock();
        try {
            var told = untold.stream()
                    .flatMap(throttle -> throttle.news().stream())
                    .toList();
            untold.clear();
            return told;
        } finally {
            lock.unlock();
        }
    }

    /** Goes by what all nodes together have been told, where that is longer. */
    void learn(Share share) {
        lock.lock();
        try {
            all.learn(share.throttled());
            pulls.learn(share.pullsThrottled());
        } finally {
            lock.unlock();
        }
    }

    /** Lets a request through, or says why not. */
    void enter(Method method) throws Trouble {
        all.refuse();
        if (method == Method.GET) {
            pulls.refuse();
        }
    }

    /** Says why not, if a request that was let through may not be sent after all. */
    void goOn(Method method) throws Trouble {
        try {
            enter(method);
        } catch (Trouble trouble) {
            throw trouble.elsewhere();
        }
    }

    /** The registry answered something, whatever it is: it may have said how much more it will. */
    void heard(Method method, Answer answer) {
        var spent = RateLimit.spent(answer, clock);
        if (spent.isPresent()) {
            rest(of(method), spent.get(), false);
        }
    }

    /** A request was answered as was hoped. */
    void succeeded(Method method) {
        forget(all);
        if (method == Method.GET) {
            forget(pulls);
        }
    }

    /** A request was not answered as was hoped: it may have been one too many. */
    void failed(Method method, Trouble trouble) {
        if (trouble.after("") instanceof Throttled(var wait, var reason)) {
            rest(trouble.status() == TOO_MANY_REQUESTS ? of(method) : all, wait, true);
        }
    }

    private Throttle of(Method method) {
        return switch (method) {
            case HEAD -> all;
            case GET -> pulls;
        };
    }

    private void forget(Throttle throttle) {
        if (throttle.isToForget()) {
            lock.lock();
            try {
                throttle.forget();
            } finally {
                lock.unlock();
            }
        }
    }

    private void rest(Throttle throttle, Duration wait, boolean isOneTooMany) {
        boolean isLonger;
        lock.lock();
        try {
            isLonger = isOneTooMany ? throttle.throttled(wait) : throttle.spent(wait);
            if (isLonger) {
                untold.add(throttle);
            }
        } finally {
            lock.unlock();
        }
        if (isLonger) {
            onNews.run();
        }
    }
}
