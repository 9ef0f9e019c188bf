package dev.pinwheel.watch;

import static dev.pinwheel.event.CycleStarted.Scope.DUE;
import static dev.pinwheel.watch.Round.every;
import static dev.pinwheel.watch.Round.one;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.pinwheel.event.ClockStepped;
import dev.pinwheel.event.DigestObserved;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.GapDeclared;
import dev.pinwheel.event.LookFailed;
import dev.pinwheel.event.LookRecovered;
import dev.pinwheel.event.RegistryLooked;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.http.DistributionRegistry;
import dev.pinwheel.registry.http.FaultProxy.Fault;
import dev.pinwheel.registry.http.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the ledger says of each fault while a tag moves behind it: the table of docs/watching.md, row by row. The move is
 * not seen before it can be proven and not lost after; what else is pinned goes on meanwhile.
 */
@Timeout(60)
class FaultMatrixIT {

    private static final String PAGE = "text/html";
    private static final int MIB = 1 << 20;

    private static DistributionRegistry program;

    @TempDir
    private Path folder;

    private SickRegistry sick;

    @BeforeAll
    static void start(@TempDir Path directory) throws Exception {
        program = new DistributionRegistry(directory, "", repository -> "");
    }

    @AfterAll
    static void end() {
        if (program != null) {
            program.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        var name = folder.getFileName().toString().toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        sick = new SickRegistry(Files.createDirectory(folder.resolve("cycles")), program, "team/" + name);
    }

    @AfterEach
    void close() throws Exception {
        if (sick != null) {
            sick.close();
        }
    }

    static Stream<Arguments> faultsOfTheHead() {
        return Stream.of(
                arguments("it comes after its time", Faults.late(8_000), "no-answer"),
                arguments("it comes byte by byte", Faults.drops(false), "no-answer"),
                arguments("the connection is reset", Faults.reset(0), "broken-off"),
                arguments("the connection is closed", Faults.closed(), "broken-off"),
                arguments("it is not HTTP", Faults.noise(), "no-http"),
                arguments("a circle of redirects", Faults.circle(), "redirect-loop"),
                arguments("a redirect to FTP", redirect("ftp://127.0.0.1/x"), "redirect-refused"),
                arguments("a redirect to nowhere", Faults.status(307, Map.of()), "malformed"),
                arguments("500", Faults.status(500, Map.of()), "server-error"),
                arguments("507", Faults.status(507, Map.of()), "server-error"),
                arguments("400", Faults.status(400, Map.of()), "invalid"),
                arguments("401 that asks for nothing", Faults.status(401, Map.of()), "denied"),
                arguments("403", Faults.status(403, Map.of()), "denied"),
                arguments("404", Faults.status(404, Map.of()), "unknown"),
                arguments("a login page", Faults.status(200, Map.of("content-type", PAGE)), "malformed"),
                arguments("a digest that is none", Faults.headers(Map.of("docker-content-digest", "new")), "malformed"),
                arguments("another digest", Faults.wrongDigest(), "unproven"));
    }

    static Stream<Arguments> faultsOfTheManifest() {
        return Stream.of(
                arguments("a reset in the middle", Faults.reset(20), "broken-off"),
                arguments("an end in the middle", Faults.truncated(20), "cut-short"),
                arguments("a length that is too long", Faults.wrongLength(5), "cut-short"),
                arguments("a length that is too short", Faults.wrongLength(-5), "wrong-digest"),
                arguments("other bytes", Faults.wrongBytes(), "wrong-digest"),
                arguments("more bytes", Faults.longer(7), "wrong-digest"),
                arguments("more bytes than are read", Faults.longer(5 * MIB), "too-large"),
                arguments("byte by byte", Faults.drops(true), "too-slow"),
                arguments("silence in the middle", Faults.silence(), "no-answer"),
                arguments("502", Faults.status(502, Map.of()), "server-error"),
                arguments("403", Faults.status(403, Map.of()), "denied"),
                arguments("404", Faults.status(404, Map.of()), "unproven"),
                arguments("a page", Faults.headers(Map.of("content-type", PAGE)), "malformed"));
    }

    private static Fault redirect(String target) {
        return Faults.status(307, Map.of("location", target));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfTheHead")
    void ofTheAnswerToALook(String name, Fault fault, String kind) throws Exception {
        isRecordedAsItself(fault, kind);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfTheManifest")
    void ofTheManifestThatATagIsSaidToBeAt(String name, Fault fault, String kind) throws Exception {
        isRecordedAsItself(Faults.only(Faults.by("GET"), fault), kind);
    }

    private void isRecordedAsItself(Fault fault, String kind) throws Exception {
        var moved = sick.move();
        var sibling = sick.push("sibling");
        var elsewhere = sick.push("elsewhere");
        sick.misbehave(fault);

        var during = sick.round().run();

        isFailed(during, kind);
        assertEquals(sibling, observed(during, sick.sibling()));
        assertEquals(elsewhere, observed(during, sick.elsewhere()));
        isSeenAfterIt(moved);
    }

    private void isFailed(List<Event> during, String kind) {
        var failed = one(during, LookFailed.class);
        assertEquals(sick.sick(), failed.watch());
        assertEquals(kind, failed.outcome(), failed.reason());
        assertTrue(failed.reason().contains(sick.sick().toString()), failed.reason());
        assertEquals(List.of(), observations(during, sick.sick()));
        var behind = every(during, RegistryLooked.class).stream()
                .filter(looked -> looked.host().equals(sick.proxy().host()))
                .toList();
        assertEquals(List.of(1), behind.stream().map(RegistryLooked::failed).toList());
        assertEquals(List.of(), every(sick.round().run(), LookFailed.class));
    }

    private void isSeenAfterIt(Digest moved) {
        sick.proxy().behave();
        sick.round().pass(Duration.ofMinutes(10));

        var after = sick.round().run();

        assertEquals(sick.sick(), one(after, LookRecovered.class).watch());
        assertEquals(moved, observed(after, sick.sick()));
        assertEquals(List.of(), every(after, LookFailed.class));
    }

    private static List<DigestObserved> observations(List<Event> told, Watch watch) {
        return every(told, DigestObserved.class).stream()
                .filter(seen -> seen.watch().equals(watch))
                .toList();
    }

    private static Digest observed(List<Event> told, Watch watch) {
        var seen = observations(told, watch);
        assertEquals(1, seen.size(), told::toString);
        return seen.getFirst().digest();
    }

    static Stream<Arguments> harmless() {
        return Stream.of(
                arguments("answers that come late", Faults.late(300)),
                arguments("a connection that is reset twice", Faults.times(2, Faults.by("HEAD"), Faults.reset(0))),
                arguments("two errors", Faults.times(2, Faults.by("GET"), Faults.status(500, Map.of()))),
                arguments(
                        "a length that a HEAD makes up",
                        Faults.only(Faults.by("HEAD"), Faults.headers(Map.of("content-length", "7")))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("harmless")
    void ofWhichTheLedgerSaysNothing(String name, Fault fault) throws Exception {
        var moved = sick.move();
        sick.misbehave(fault);

        var during = sick.round().run();

        assertEquals(List.of(), every(during, LookFailed.class));
        assertEquals(moved, observed(during, sick.sick()));
        assertTrue(one(during, DigestObserved.class).manifest().size() > 7);
    }

    static Stream<Arguments> storms() {
        return Stream.of(
                arguments("429", Faults.status(429, Map.of("retry-after", "40"))),
                arguments("429 without a time", Faults.status(429, Map.of())),
                arguments("503 with a time", Faults.status(503, Map.of("retry-after", "40"))));
    }

    /** Nothing is asked of that registry while it wants to be left alone, not for another tag either. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("storms")
    void ofARegistryThatIsAskedTooMuch(String name, Fault fault) throws Exception {
        var moved = sick.move();
        var elsewhere = sick.push("elsewhere");
        sick.proxy().misbehave(fault);

        var during = sick.round().run();
        var asked = sick.proxy().asked().size();
        var again = sick.round().run();

        assertEquals(
                List.of("throttled", "throttled"),
                every(during, LookFailed.class).stream()
                        .map(LookFailed::outcome)
                        .toList());
        assertEquals(elsewhere, observed(during, sick.elsewhere()));
        assertEquals(List.of(), every(again, LookFailed.class));
        assertEquals(asked, sick.proxy().asked().size());
        sick.proxy().behave();
        sick.round().pass(Duration.ofMinutes(10));
        assertEquals(moved, observed(sick.round().run(), sick.sick()));
    }

    /** A registry that begins or ends to be out of order. */
    interface Step {
        void of(SickRegistry sick) throws Exception;
    }

    static Stream<Arguments> faultsOfTheRegistry() {
        Step shut = sick -> sick.proxy().shut();
        Step drop = sick -> sick.proxy().drop();
        Step open = sick -> sick.proxy().open();
        Step tls = sick -> sick.askForTls(true);
        Step plain = sick -> sick.askForTls(false);
        return Stream.of(
                arguments("nobody listens", shut, open, "no-connection"),
                arguments("connections are dropped", drop, open, "no-answer"),
                arguments("it speaks no TLS", tls, plain, "no-tls"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("faultsOfTheRegistry")
    void ofAWholeRegistry(String name, Step fault, Step end, String kind) throws Exception {
        var moved = sick.move();
        var elsewhere = sick.push("elsewhere");
        fault.of(sick);

        var during = sick.round().run();

        assertEquals(
                List.of(kind, kind),
                every(during, LookFailed.class).stream()
                        .map(LookFailed::outcome)
                        .toList());
        assertEquals(elsewhere, observed(during, sick.elsewhere()));
        assertEquals(1, every(during, DigestObserved.class).size());
        assertEquals(List.of(), every(sick.round().run(), LookFailed.class));
        end.of(sick);
        sick.round().pass(Duration.ofMinutes(10));
        var after = sick.round().run();
        assertEquals(2, every(after, LookRecovered.class).size());
        assertEquals(moved, observed(after, sick.sick()));
    }

    @Test
    void thatIsOneOfOurs() throws Exception {
        var moved = sick.move();
        var sibling = sick.push("sibling");
        var elsewhere = sick.push("elsewhere");
        sick.round().asked().before(watch -> {
            if (watch.equals(sick.sick())) {
                throw new IllegalStateException("a bug");
            }
        });

        var during = sick.round().run();

        isFailed(during, "broken");
        assertEquals(sibling, observed(during, sick.sibling()));
        assertEquals(elsewhere, observed(during, sick.elsewhere()));
        sick.round().asked().before(watch -> {});
        isSeenAfterIt(moved);
    }

    /** Entries are in the order of what happened; only their times show the step. */
    @Test
    void ofAClockThatIsSetBackAndForthWhileTheTagMoves() throws Exception {
        for (var step : List.of(Duration.ofDays(-300), Duration.ofDays(500), Duration.ofDays(-200))) {
            sick.round().pass(step);
            var moved = sick.move();

            var told = sick.round().run(DUE);

            var isBack = step.isNegative();
            assertEquals(isBack ? 2 : 0, every(told, ClockStepped.class).size());
            assertEquals(isBack ? 0 : 2, every(told, GapDeclared.class).size());
            assertEquals(moved, observed(told, sick.sick()));
            assertEquals(List.of(), every(told, LookFailed.class));
        }
    }

    /** One entry for each kind that the failure goes on with; one that comes back at once is not told again. */
    @Test
    void thatBecomeOthersWhileTheTagCannotBeSeen() throws Exception {
        sick.move();
        assertEquals("broken-off", kindOf(Faults.reset(0)));
        assertEquals("denied", kindOf(Faults.status(403, Map.of())));
        sick.misbehave(Faults.reset(0));
        assertEquals(List.of(), every(sick.round().run(), LookFailed.class));
        sick.round().pass(Duration.ofHours(2));
        assertEquals("broken-off", kindOf(Faults.reset(0)));
        sick.round().restart();
        assertEquals(List.of(), every(sick.round().run(), LookFailed.class));
    }

    private String kindOf(Fault fault) {
        sick.misbehave(fault);
        return one(sick.round().run(), LookFailed.class).outcome();
    }
}
