package dev.pinwheel.candidate.process;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Small shell scripts stand for the programs. */
class MachineTest {

    private static final Duration LONG = Duration.ofSeconds(60);

    @TempDir
    private Path directory;

    @ParameterizedTest
    @EnumSource
    void tellsTheCodeAndWhatWasSaid(Containment containment) throws IOException {
        var exited = exited(run(containment, LONG, "echo answer; echo trouble >&2; exit 3"));

        assertEquals(3, exited.code());
        assertEquals("answer\n", exited.answer());
        assertTrue(exited.log().contains("answer") && exited.log().contains("trouble"), exited.log());
        assertTrue(exited.ending().startsWith("exited with code 3: "), exited.ending());
    }

    @RepeatedTest(20)
    void nothingIsLostOfWhatWasSaidLast() throws IOException {
        var exited = exited(run(Containment.GROUP, LONG, "echo one; echo two >&2"));

        assertEquals("one\n", exited.answer());
        assertEquals("one\ntwo\n".length(), exited.log().length());
    }

    @ParameterizedTest
    @EnumSource
    void endsAllThatAProgramStartedWhenItsTimeIsUp(Containment containment) throws IOException {
        var mark = directory.resolve("mark").toString();

        var outcome =
                run(containment, Duration.ofSeconds(2), "sh -c 'sleep 600; : " + mark + "' & sleep 600; : " + mark);

        assertEquals(
                "was ended after its time limit of 2 s",
                assertInstanceOf(Outcome.TimedOut.class, outcome).ending());
        assertFalse(runs(mark), "left behind");
    }

    @ParameterizedTest
    @EnumSource
    void endsWhatAProgramLeavesBehind(Containment containment) throws IOException {
        var mark = directory.resolve("mark").toString();

        var exited = exited(run(containment, LONG, "sh -c 'sleep 600; : " + mark + "' & echo gone"));

        assertEquals("gone\n", exited.answer());
        assertFalse(runs(mark), "left behind");
    }

    @Test
    void endsEvenWhatLeavesItsProcessGroup() throws IOException {
        var mark = directory.resolve("mark").toString();

        exited(run(
                Containment.NAMESPACE, LONG, "setsid sh -c 'sleep 600; : " + mark + "' >/dev/null 2>&1 & echo gone"));

        assertFalse(runs(mark), "left behind");
    }

    @ParameterizedTest
    @EnumSource
    void endsAProgramWhenNobodyWaitsForItAnyMore(Containment containment) throws Exception {
        var started = directory.resolve("started");
        var outcome = new CompletableFuture<Outcome>();
        var command = command("touch " + started + "; sleep 600", LONG);
        var waiting = Thread.ofVirtual()
                .start(() -> outcome.complete(machine(containment).run(command)));
        while (!Files.exists(started)) {
            Thread.onSpinWait();
        }

        waiting.interrupt();

        assertInstanceOf(Outcome.Cancelled.class, outcome.get(30, TimeUnit.SECONDS));
        assertFalse(runs(started.toString()), "left behind");
    }

    @Test
    void aProgramThatIsNotThereIsNotStarted() {
        var missing = directory.resolve("missing");

        var outcome = machine(Containment.GROUP).run(Command.of(missing, directory, LONG, List.of()));

        assertEquals(new Outcome.NotStarted("there is no program " + missing), outcome);
        assertEquals(Optional.empty(), machine(Containment.GROUP).find("missing"));
    }

    @Test
    void argumentsAreNotReadByAShell() throws IOException {
        var words = List.of("$HOME", "; echo hacked", "a  b", "--", "*");

        var outcome = machine(Containment.strongest())
                .run(Command.of(script("for word; do echo \"[$word]\"; done"), directory, LONG, words));

        assertEquals(
                "[$HOME]\n[; echo hacked]\n[a  b]\n[--]\n[*]\n", exited(outcome).answer());
    }

    @Test
    void aProgramKnowsItsOwnVariablesAndNoneOfOurs() throws IOException {
        var outcome = machine(Containment.strongest()).run(command("env", LONG).with(Map.of("OWN", "value")));

        var names = exited(outcome)
                .answer()
                .lines()
                .map(line -> line.substring(0, line.indexOf('=')))
                .filter(name ->
                        !name.toLowerCase(java.util.Locale.ROOT).matches(".*_proxy|ssl_cert_.*|_|pwd|oldpwd|shlvl"))
                .sorted()
                .toList();
        assertEquals(List.of("HOME", "LANG", "OWN", "PATH"), names);
    }

    @Test
    void secretsAreNotInTheOutput() throws IOException {
        var outcome = machine(Containment.GROUP)
                .run(command("echo user:hunter22; echo hunter22 >&2", LONG).hiding(new Secrets(List.of("hunter22"))));

        assertEquals("user:[secret]\n", exited(outcome).answer());
        assertFalse(outcome.log().contains("hunter22"), outcome.log());
    }

    @Test
    void aTalkativeProgramIsCutInTheMiddle() throws IOException {
        var outcome = run(Containment.GROUP, LONG, "echo first; yes 'some more words' | head -n 100000; echo last");

        var log = exited(outcome).log();
        assertTrue(log.startsWith("first\n") && log.endsWith("last\n"), "head and tail are kept");
        assertTrue(log.contains(" bytes left out …]\n"), "what is left out is counted");
        assertTrue(log.length() < 600_000, "bounded");
    }

    @Test
    void inNamespacesNoOtherProcessAndNoDiskIsSeen() throws IOException {
        var exited =
                exited(run(Containment.NAMESPACE, LONG, "ls -d /proc/[0-9]*; find /dev -type b; echo x >/dev/null"));

        assertEquals(0, exited.code());
        assertTrue(exited.answer().startsWith("/proc/1\n"), exited.answer());
        assertFalse(exited.answer().contains("/dev/"), exited.answer());
        assertFalse(exited.answer().contains("/proc/" + ProcessHandle.current().pid() + "\n"), exited.answer());
    }

    private Outcome run(Containment containment, Duration limit, String script) throws IOException {
        return machine(containment).run(command(script, limit));
    }

    private Command command(String script, Duration limit) throws IOException {
        return Command.of(script(script), directory, limit, List.of());
    }

    private Path script(String text) throws IOException {
        var file = Files.writeString(directory.resolve("program"), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static Machine machine(Containment containment) {
        assumeTrue(
                containment == Containment.GROUP || Containment.strongest() == Containment.NAMESPACE,
                "skipped: no namespaces allowed here");
        return new Machine(List.of(Path.of("/usr/bin"), Path.of("/bin")), containment);
    }

    private static Outcome.Exited exited(Outcome outcome) {
        return assertInstanceOf(Outcome.Exited.class, outcome, outcome::ending);
    }

    private static boolean runs(String mark) {
        return ProcessHandle.allProcesses()
                .anyMatch(process -> process.info().commandLine().orElse("").contains(mark));
    }
}
