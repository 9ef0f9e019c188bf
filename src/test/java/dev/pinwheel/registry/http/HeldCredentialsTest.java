package dev.pinwheel.registry.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.Hands;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.registry.Credentials;
import dev.pinwheel.registry.Credentials.Login;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution.Denied;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 60, unit = TimeUnit.SECONDS)
class HeldCredentialsTest {

    private static final Optional<Credentials> LOGIN = Optional.of(new Login("robot", "correct horse"));

    private final Hands clock = new Hands();
    private final AtomicInteger asked = new AtomicInteger();
    private final CountDownLatch unlocked = new CountDownLatch(1);

    private HeldCredentials held() {
        return new HeldCredentials(new RegistryHost("registry.example"), this::answer, clock);
    }

    private Optional<Credentials> answer(RegistryHost host) throws RegistryException {
        asked.incrementAndGet();
        try {
            unlocked.await();
        } catch (InterruptedException e) {
            throw new RegistryException(new Denied("it was interrupted"));
        }
        return LOGIN;
    }

    @Test
    void oneAsksForAllWhoWait() throws Exception {
        var held = held();
        var waiting = new ArrayList<Thread>();
        for (var number = 0; number < 8; number++) {
            waiting.add(Thread.ofPlatform().daemon().start(() -> {
                try {
                    held.get();
                } catch (Trouble e) {
                    throw new IllegalStateException(e);
                }
            }));
        }
        while (!waiting.stream().allMatch(thread -> thread.getState() == Thread.State.WAITING)) {
            Thread.onSpinWait();
        }
        unlocked.countDown();
        for (var thread : waiting) {
            thread.join();
        }

        assertEquals(1, asked.get());
    }

    /** A program that hangs would otherwise hold up each look at each of its repositories. */
    @Test
    void holdsAFailureForTenSeconds() throws Exception {
        var works = new AtomicBoolean();
        var held = new HeldCredentials(
                new RegistryHost("registry.example"),
                host -> {
                    asked.incrementAndGet();
                    clock.pass(Duration.ofSeconds(30));
                    if (!works.get()) {
                        throw new RegistryException(new Denied("it took more than 30 s"));
                    }
                    return LOGIN;
                },
                clock);
        for (var look = 0; look < 20; look++) {
            var trouble = assertThrows(Trouble.class, held::get);
            assertTrue(String.valueOf(trouble.getMessage()).contains("more than 30 s"), trouble::toString);
        }
        assertEquals(1, asked.get());

        works.set(true);
        clock.pass(Duration.ofSeconds(10));
        assertEquals(LOGIN, held.get().credentials());
        assertEquals(2, asked.get());
    }

    @Test
    void asksAgainWhenTheClockIsSetBackToBeforeItAsked() throws Exception {
        unlocked.countDown();
        var held = held();
        held.get();
        held.get();
        assertEquals(1, asked.get());

        clock.pass(Duration.ofDays(-1));
        held.get();

        assertEquals(2, asked.get());
    }

    @Test
    void hasForOthersWhatOneGotInsteadOfWhatWasRefused() throws Exception {
        unlocked.countDown();
        var held = held();
        var refused = held.get();
        held.insteadOf(refused);

        held.insteadOf(refused);

        assertEquals(2, asked.get());
    }
}
