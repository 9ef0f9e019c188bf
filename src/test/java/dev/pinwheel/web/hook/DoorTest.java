package dev.pinwheel.web.hook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.image.Watch;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

class DoorTest {

    private static final String WORDS = "correct-horse-battery";
    private static final String QUAY = "{\"repository\":\"base/debian\",\"updated_tags\":[\"12\"]}";
    private static final String JSON = "application/json; charset=utf-8";

    @TempDir
    private Path data;

    private Gate gate;

    @BeforeEach
    void open() {
        gate = new Gate(data);
    }

    @AfterEach
    void close() {
        gate.close();
    }

    private static Delivery signed(String body, Map<String, String> more) {
        var headers = new TreeMap<>(Map.of(
                "Content-Type", JSON, "X-Signature", "sha256=" + Gate.SECRET.sign(Hmac.SHA256, body.getBytes(UTF_8))));
        headers.putAll(more);
        return new Delivery(headers, Optional.empty(), body.getBytes(UTF_8));
    }

    private static Delivery asked(String id, String image) {
        return signed("{\"id\":\"" + id + "\",\"at\":\"2026-11-21T12:00:00Z\",\"image\":\"" + image + "\"}", Map.of());
    }

    private static Delivery secretly(String secret, String body) {
        return new Delivery(Map.of("Content-Type", JSON), Optional.of(secret), body.getBytes(UTF_8));
    }

    @Test
    void whatIsPinnedIsInTheLedgerBeforeItIsAcknowledged() {
        var answer = gate.post("generic", asked("7", "registry.example.com/base/debian:12"));

        assertEquals(202, answer.status());
        assertEquals(2, gate.entries());
        var asked = (LookAsked) gate.told().getFirst();
        assertEquals("generic", asked.from());
        assertEquals("7", asked.delivery());
        assertTrue(asked.concerns(Watch.parse("registry.example.com/base/debian:12")));
        assertFalse(asked.concerns(Watch.parse("registry.example.com/base/debian:13")));
    }

    @Test
    void whatNobodyPinsIsAcknowledgedAndNotNoted() {
        var answer = gate.post("generic", asked("7", "registry.example.com/app/web:1"));

        assertEquals(200, answer.status());
        assertEquals("{\"noted\":0,\"left\":[\"nobody pins it\"]}", answer.body());
        assertEquals(1, gate.entries());
    }

    @Test
    void aSenderDoesNotSpeakForAnothersImages() {
        var answer = gate.post("generic", asked("7", "other.example.com/base/debian:12"));

        assertTrue(answer.body().contains("does not speak for other.example.com"), answer.body());
        assertEquals(1, gate.entries());
    }

    @Test
    void withoutTheLedgerNothingIsAcknowledged() {
        gate.closeLedger();

        var answer = gate.post("generic", asked("7", "registry.example.com/base/debian:12"));

        assertEquals(503, answer.status());
        assertTrue(answer.headers().containsKey("Retry-After"));
        assertEquals(Map.of("generic", Map.of("failed", 1L)), gate.counts());
    }

    @Test
    void aForgedMessageIsRefusedAndLeavesNothingBehind() {
        var body = "{\"id\":\"7\",\"at\":\"2026-11-21T12:00:00Z\",\"image\":\"registry.example.com/base/debian:12\"}";
        var forged = new Delivery(
                Map.of("Content-Type", JSON, "X-Signature", "sha256=" + "0".repeat(64)),
                Optional.empty(),
                body.getBytes(UTF_8));

        assertEquals(401, gate.post("generic", forged).status());
        assertEquals(1, gate.entries());
        assertEquals(Map.of("generic", Map.of("forged", 1L)), gate.counts());
    }

    /** What the door says in the log meanwhile. */
    private static List<ILoggingEvent> said(Runnable meanwhile) {
        var said = new ListAppender<ILoggingEvent>();
        var logger = (Logger) LoggerFactory.getLogger(Door.class);
        said.start();
        logger.addAppender(said);
        try {
            meanwhile.run();
        } finally {
            logger.detachAppender(said);
        }
        return said.list;
    }

    private Runnable hundredTimes(String hook, Delivery delivery) {
        return () -> {
            for (var message = 0; message < 100; message++) {
                gate.post(hook, delivery);
            }
        };
    }

    @Test
    void aFloodOfForgedMessagesIsSaidAFewTimes() {
        var forged = new Delivery(Map.of("Content-Type", JSON), Optional.empty(), "{}".getBytes(UTF_8));

        var said = said(hundredTimes("generic", forged));

        assertEquals(7, said.size());
        assertTrue(said.getLast().getFormattedMessage().contains("hook generic has been sent 64 messages"));
    }

    @Test
    void whyALookCouldNotBeNotedIsSaidAFewTimesAndWithoutTheSecret() {
        gate.closeLedger();

        var said = said(() -> {
            for (var message = 0; message < 100; message++) {
                gate.clock().pass(Duration.ofMinutes(1));
                assertEquals(503, gate.post("quay", secretly(WORDS, QUAY)).status());
            }
        });

        assertEquals(7, said.size());
        assertTrue(said.getLast().getFormattedMessage().contains("hook quay has failed 64 messages"));
        assertTrue(said.getFirst().getThrowableProxy().getMessage().contains("does not write any more"));
        assertFalse(said.toString().contains(WORDS));
    }

    @Test
    void aBugOfOursIsSaidAndTheMessageCanBeSentAgain() {
        var said = said(() ->
                assertEquals(503, gate.post("broken", secretly(WORDS, QUAY)).status()));

        assertTrue(said.getFirst().getThrowableProxy().getMessage().startsWith("a bug of ours met "));
        assertFalse(said.getFirst().getThrowableProxy().getMessage().contains(WORDS));
        assertEquals(Map.of("broken", Map.of("failed", 1L)), gate.counts());
    }

    @Test
    void whatTheLedgerTakesForWrongIsNoFaultOfTheSender() {
        var tally = new Tally();
        Function<Event, Recorded<?>> refusal = event -> {
            throw new IllegalArgumentException("not as the ledger has it");
        };
        var noting = new Noting(gate, new GitRepositories(Map.of()), refusal, gate.clock());
        var hook = gate.current().find("/hooks/quay").orElseThrow().hook();

        var said = said(() -> assertEquals(
                503,
                new Door(List.of(hook), noting, tally)
                        .receive(hook, secretly(WORDS, QUAY))
                        .status()));

        assertEquals(
                "not as the ledger has it", said.getFirst().getThrowableProxy().getMessage());
        assertEquals(Map.of("quay", Map.of("failed", 1L)), tally.counts());
    }

    /** The ledger stores what it is given at once together; one after the other a large message would take too long. */
    @Test
    @Timeout(60)
    void whatOneMessageBringsIsToldTogether() {
        var together = new CyclicBarrier(64);

        var answer = pushed(64, event -> meet(together, event));

        assertEquals("{\"noted\":64,\"left\":[]}", answer.body());
    }

    /** Quay tells of the tags 0, 1, 2 and so on. */
    private Answer pushed(int tags, Function<Event, Recorded<?>> tell) {
        var names = IntStream.range(0, tags).mapToObj("\"%d\""::formatted).collect(Collectors.joining(","));
        var noting = new Noting(gate, new GitRepositories(Map.of()), tell, gate.clock());
        var hook = gate.current().find("/hooks/quay").orElseThrow().hook();
        var message = secretly(WORDS, "{\"repository\":\"base/debian\",\"updated_tags\":[" + names + "]}");
        return new Door(List.of(hook), noting, new Tally()).receive(hook, message);
    }

    private static Recorded<?> meet(CyclicBarrier others, Event event) {
        try {
            others.await(10, TimeUnit.SECONDS);
            return new Recorded<>(0, event);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the others are not told at the same time", e);
        }
    }

    /** What is recorded and interrupted then would be an entry that nobody hears of. */
    @Test
    @Timeout(60)
    void whatIsBeingToldIsToldToItsEndAlsoWhereAnotherFactOfItsMessageFails() {
        var slowHasBegun = new CountDownLatch(1);
        var firstFails = new CompletableFuture<Thread>();
        var announced = ConcurrentHashMap.<String>newKeySet();

        var answer = pushed(2, event -> {
            if (event.key().endsWith(":0")) {
                await(slowHasBegun);
                firstFails.complete(Thread.currentThread());
                throw new IllegalStateException("the disk is full");
            }
            slowHasBegun.countDown();
            outlast(firstFails.join());
            announced.add(event.key());
            return new Recorded<>(0, event);
        });

        assertEquals(503, answer.status());
        assertEquals(1, announced.size());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while another is to begin", e);
        }
    }

    /** A thread of a pool ends when the pool closes, which is after the failure is known and whoever is to be interrupted is. */
    private static void outlast(Thread thread) {
        try {
            thread.join();
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted between the record and what follows it", e);
        }
    }

    @Test
    @Timeout(60)
    void whatIsNotBeingToldYetWhenAFactOfItsMessageFailsIsLeftForTheNextTime() {
        var told = ConcurrentHashMap.<String>newKeySet();

        var answer = pushed(256, event -> {
            told.add(event.key());
            throw new IllegalStateException("the disk is full");
        });

        assertEquals(503, answer.status());
        assertTrue(told.size() <= 64, () -> told.size() + " were told");
    }

    @Test
    void whatIsNotedOfAMessageThatFailedIsNotNotedTwice() {
        var failing = new AtomicBoolean(true);
        var noted = ConcurrentHashMap.<String>newKeySet();
        Function<Event, Recorded<?>> tell = event -> {
            if (failing.get() && event.key().endsWith(":2")) {
                throw new IllegalStateException("the disk is full");
            }
            assertTrue(noted.add(event.key()), event::key);
            return new Recorded<>(0, event);
        };
        var hook = gate.current().find("/hooks/registry").orElseThrow().hook();
        var door = new Door(
                List.of(hook), new Noting(gate, new GitRepositories(Map.of()), tell, gate.clock()), new Tally());
        var event = "{\"id\":\"%s\",\"action\":\"push\",\"target\":{\"repository\":\"base/debian\",\"tag\":\"%s\"}}";
        var body = "{\"events\":[%s,%s]}".formatted(event.formatted("a", "1"), event.formatted("b", "2"));

        assertEquals(503, door.receive(hook, secretly(WORDS, body)).status());
        failing.set(false);

        assertEquals(202, door.receive(hook, secretly(WORDS, body)).status());
        assertEquals(2, noted.size());
    }

    @Test
    void forgedMessagesDoNotUseUpWhatTheSenderMaySend() {
        for (var number = 0; number < 50; number++) {
            assertEquals(
                    401, gate.post("quay", secretly("guess-" + number, "{}")).status());
        }

        assertEquals(202, gate.post("quay", secretly(WORDS, QUAY)).status());
    }

    @Test
    void theSameMessageAgainIsTheSameFactAlsoAfterARestart() {
        var message = asked("7", "registry.example.com/base/debian:12");
        gate.post("generic", message);
        assertEquals(200, gate.post("generic", message).status());
        assertEquals(1, gate.told().size());

        gate.clock().pass(Duration.ofSeconds(60));
        gate.restart();
        var answer = gate.post("generic", message);

        assertEquals("{\"noted\":0,\"left\":[\"it was noted before\"]}", answer.body());
        assertEquals(2, gate.entries());
        assertEquals(gate.told().getFirst().at(), gate.told().getLast().at());
    }

    @Test
    void anOldMessageIsRefused() {
        var message = asked("7", "registry.example.com/base/debian:12");
        gate.clock().pass(Duration.ofMinutes(6));

        assertEquals(400, gate.post("generic", message).status());
    }

    @Test
    void whereASenderTellsNothingApartASecondPushWithinSecondsIsAskedForToo() {
        gate.clock().pass(Duration.ofSeconds(1));
        assertEquals(202, gate.post("quay", secretly(WORDS, QUAY)).status());
        gate.clock().pass(Duration.ofSeconds(7));
        assertEquals(202, gate.post("quay", secretly(WORDS, QUAY)).status());

        assertEquals(3, gate.entries());
        var first = (LookAsked) gate.told().getFirst();
        var second = (LookAsked) gate.told().getLast();
        assertEquals(first.image(), second.image());
        assertEquals(Duration.ofSeconds(7), Duration.between(first.at(), second.at()));
    }

    @Test
    void whereASenderTellsNothingApartTheRateBoundsWhoSendsItAgainAndAgain() {
        var answers = new TreeMap<Integer, Integer>();
        for (var number = 0; number < 100; number++) {
            gate.clock().pass(Duration.ofMillis(100));
            answers.merge(gate.post("quay", secretly(WORDS, QUAY)).status(), 1, Integer::sum);
        }

        assertEquals(Map.of(202, 5, 429, 95), answers);
        assertEquals(6, gate.entries());
    }

    @Test
    void whatThereIsNothingToNoteOfDoesNotKeepAPushFromBeingNoted() {
        var push = "{\"events\":[{\"id\":\"%s\",\"action\":\"%s\",\"target\":{\"repository\":\"%s\",\"tag\":\"12\"}}]}";
        for (var number = 0; number < 50; number++) {
            var pull = push.formatted("pull-" + number, "pull", "base/debian");
            assertEquals(200, gate.post("registry", secretly(WORDS, pull)).status());
            var other = push.formatted("push-" + number, "push", "app/web");
            assertEquals(200, gate.post("registry", secretly(WORDS, other)).status());
        }

        var asked = push.formatted("push", "push", "base/debian");
        assertEquals(202, gate.post("registry", secretly(WORDS, asked)).status());
        for (var number = 0; number < 50; number++) {
            assertEquals(200, gate.post("registry", secretly(WORDS, asked)).status());
        }
    }

    @Test
    void messagesOfAnyKindHaveABoundToo() {
        var nothing = secretly(WORDS, "{}");
        for (var number = 0; number < 60_000; number++) {
            assertEquals(400, gate.post("registry", nothing).status());
        }

        assertEquals(429, gate.post("registry", nothing).status());
        assertEquals(202, gate.post("quay", secretly(WORDS, QUAY)).status());
    }

    @Test
    void aFloodIsThrottledAndToldWhenToComeAgain() {
        for (var number = 0; number < 5; number++) {
            assertEquals(
                    202,
                    gate.post("generic", asked("n" + number, "registry.example.com/base/debian:12"))
                            .status());
        }
        var throttled = gate.post("generic", asked("n6", "registry.example.com/base/debian:12"));

        assertEquals(429, throttled.status());
        assertEquals("12", throttled.headers().get("Retry-After"));
        assertEquals(6, gate.entries());
        gate.clock().pass(Duration.ofSeconds(12));
        assertEquals(
                202,
                gate.post("generic", asked("n6", "registry.example.com/base/debian:12"))
                        .status());
    }

    @Test
    void anotherContentTypeOrACompressedBodyIsRefused() {
        var form = signed("payload=%7B%7D", Map.of("Content-Type", "application/x-www-form-urlencoded"));
        var compressed = signed("{}", Map.of("Content-Encoding", "gzip"));

        assertEquals(415, gate.post("generic", form).status());
        assertEquals(415, gate.post("generic", compressed).status());
    }

    @Test
    void whatIsNotJsonOrTooDeepIsRefused() {
        for (var body :
                List.of("", "{", "{\"a\":1}x", "{\"a\":1,\"a\":2}", "\"text\"", "[".repeat(100) + "]".repeat(100))) {
            gate.clock().pass(Duration.ofMinutes(1));
            assertEquals(400, gate.post("generic", signed(body, Map.of())).status(), body);
        }
    }

    @Test
    void aMessageWithTooManyEventsThatConcernUsIsRefusedWhole() {
        var tags = new StringBuilder();
        for (var number = 0; number <= Sieve.MOST; number++) {
            tags.append(number == 0 ? "" : ",").append('"').append(number).append('"');
        }
        var body = "{\"repository\":\"base/debian\",\"updated_tags\":[" + tags + "]}";

        assertEquals(400, gate.post("quay", secretly(WORDS, body)).status());
        assertEquals(1, gate.entries());
    }

    @Test
    void anInstallationWithManyRepositoriesHasEachOfThemReadAgain() {
        var answer = gate.post("github", signed(installed(), Map.of("X-GitHub-Event", "installation")));

        assertEquals("{\"noted\":1000,\"left\":[]}", answer.body());
        assertEquals(202, answer.status());
        assertEquals(
                Set.copyOf(Gate.MANY),
                gate.told().stream().map(DoorTest::source).collect(Collectors.toSet()));
        assertEquals(1_001, gate.entries());
    }

    private static String installed() {
        var repositories = Gate.MANY.stream()
                .map(source -> source.name().replace("https://github.com/", ""))
                .map("{\"full_name\":\"%s\"}"::formatted)
                .collect(Collectors.joining(","));
        return "{\"action\":\"created\",\"installation\":{\"html_url\":\"https://github.com/settings/1\"},"
                + "\"repositories\":[" + repositories + "]}";
    }

    /** Nobody signs the number of a delivery. */
    @Test
    void anInstallationThatIsSentAgainUnderOtherNumbersIsTheSameOne() {
        for (var number = 0; number < 3; number++) {
            var numbered = Map.of("X-GitHub-Event", "installation", "X-GitHub-Delivery", "delivery-" + number);
            var status = gate.post("github", signed(installed(), numbered)).status();
            assertEquals(number == 0 ? 202 : 200, status);
        }

        assertEquals(Gate.MANY.size(), gate.told().size());
        assertEquals(1_001, gate.entries());
    }

    private static Source source(Event event) {
        var change = (SourceChanged) event;
        assertEquals("installation created", change.what());
        return change.source();
    }

    @Test
    void aTagThatIsSetBackAndForthIsAskedForEachTime() {
        var there = new String(Golden.bytes("github-package"), UTF_8)
                .replace("AcmeCorp", "base")
                .replace("ghcr.io/acmecorp/", "registry.example.com/base/");
        var back = there.replace("sha256:4", "sha256:7");

        for (var number = 0; number < 4; number++) {
            var numbered = Map.of("X-GitHub-Event", "package", "X-GitHub-Delivery", "delivery-" + number);
            var push = signed(number % 2 == 0 ? there : back, numbered);
            assertEquals(202, gate.post("github", push).status());
            assertEquals(200, gate.post("github", push).status());
        }

        assertEquals(4, gate.told().size());
    }

    @Test
    void aPushIsForTheSourceWhoseBranchItIsAlone() {
        var push = new String(Golden.bytes("github-push"), UTF_8);
        var other = push.replace("AcmeCorp/App", "AcmeCorp/Other");
        var event = Map.of("X-GitHub-Event", "push");

        assertEquals(202, gate.post("github", signed(push, event)).status());
        assertEquals(200, gate.post("github", signed(other, event)).status());
        assertEquals(
                200,
                gate.post("github", signed(push.replace("heads/main", "heads/dev"), event))
                        .status());
        var changed = (SourceChanged) gate.told().getFirst();
        assertEquals(Gate.APP, changed.source());
        assertEquals("push", changed.what());
    }

    @Test
    void eventGridsQuestionIsAnsweredOnlyToWhoKnowsThePath() {
        var question = new String(Golden.bytes("eventgrid-validation"), UTF_8);

        assertEquals(401, gate.post("grid", secretly("guess", question)).status());
        var answer = gate.post("grid", secretly(WORDS, question));
        assertEquals(200, answer.status());
        assertEquals("{\"validationResponse\":\"0F1E-2D3C\"}", answer.body());
    }

    @Test
    void cloudEventsQuestionIsAnsweredOnlyToWhoKnowsThePath() {
        var origin = Map.of("WebHook-Request-Origin", "eventgrid.azure.net");

        var answer = gate.permit("grid", new Delivery(origin, Optional.of(WORDS), new byte[0]));
        assertEquals("eventgrid.azure.net", answer.headers().get("WebHook-Allowed-Origin"));
        assertEquals("5", answer.headers().get("WebHook-Allowed-Rate"));
        assertEquals(
                401,
                gate.permit("grid", new Delivery(origin, Optional.of("guess"), new byte[0]))
                        .status());
    }

    @Test
    void aPathIsShownWithoutItsSecret() {
        var place = gate.current().find("/hooks/quay/correct-horse-battery").orElseThrow();

        assertEquals("/hooks/quay/•••", place.toString());
        assertTrue(gate.current().find("/hooks/nobody").isEmpty());
        assertTrue(gate.current().find("/healthz").isEmpty());
    }
}
