package dev.pinwheel.registry.http;

import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Keychain;
import dev.pinwheel.registry.RegistryException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * One registry's credentials, asked of the keychain once for all who need them: it may be a program that is started for
 * each question.
 */
final class HeldCredentials {

    /**
     * How long they are taken for good before they are asked for again: a cloud's are for some hours, and not every
     * registry answers 401 after that.
     */
    private static final Duration LIFE = Duration.ofMinutes(10);

    /** How long the keychain is not asked again that has just said the same once more. */
    private static final Duration CONFIRMED_FOR = Duration.ofMinutes(1);

    /** How long one that failed is not asked again: it may take half a minute to fail. */
    private static final Duration FAILED_FOR = Duration.ofSeconds(10);

    /** What the keychain had, when, and whether that was refused before. */
    record Held(Optional<Credentials> credentials, Instant asked, boolean confirmed) {

        Instant until() {
            return asked.plus(LIFE);
        }

        private boolean isGood(Instant now) {
            return isWithin(LIFE, asked, now);
        }

        private boolean isConfirmed(Instant now) {
            return confirmed && isWithin(CONFIRMED_FOR, asked, now);
        }
    }

    private final RegistryHost host;
    private final Keychain keychain;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private @Nullable Awaited<Held> last;
    private volatile Optional<Instant> failed = Optional.empty();

    HeldCredentials(RegistryHost host, Keychain keychain, Clock clock) {
        this.host = host;
        this.keychain = keychain;
        this.clock = clock;
    }

    /** Whose they are. */
    RegistryHost host() {
        return host;
    }

    /** What the keychain had at most ten minutes ago. */
    Held get() throws Trouble {
        var now = clock.instant();
        return held(one -> one.isGood(now), Optional.empty());
    }

    /** What the keychain has now, where these were refused; the same where it said so at most a minute ago. */
    Held insteadOf(Held refused) throws Trouble {
        if (refused.isConfirmed(clock.instant())) {
            return refused;
        }
        return held(one -> !one.equals(refused), Optional.of(refused));
    }

    private Held held(Predicate<Held> isWelcome, Optional<Held> before) throws Trouble {
        var mine = new Awaited<Held>();
        Awaited<Held> current;
        lock.lock();
        try {
            var had = last;
            var serves = had != null
                    && (had.isPending() || had.there().map(isWelcome::test).orElseGet(this::hasJustFailed));
            current = had != null && serves ? had : mine;
            last = current;
        } finally {
            lock.unlock();
        }
        if (current == mine) {
            mine.fill(() -> asked(before));
        }
        return current.await();
    }

    private boolean hasJustFailed() {
        return failed.filter(when -> isWithin(FAILED_FOR, when, clock.instant()))
                .isPresent();
    }

    private static boolean isWithin(Duration life, Instant from, Instant now) {
        return !now.isBefore(from) && now.isBefore(from.plus(life));
    }

    private Held asked(Optional<Held> before) throws Trouble {
        var now = clock.instant();
        try {
            var credentials = keychain.credentials(host);
            return new Held(credentials, now, before.map(Held::credentials).equals(Optional.of(credentials)));
        } catch (RegistryException e) {
            failed = Optional.of(clock.instant());
            throw Trouble.denied("its credentials could not be had: " + e.getMessage());
        }
    }
}
