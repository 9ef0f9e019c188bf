package dev.pinwheel.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.web.DoorLimits;
import dev.pinwheel.web.HooksVerticle;
import dev.pinwheel.web.hook.Chosen;
import dev.pinwheel.web.hook.Door;
import dev.pinwheel.web.hook.Generic;
import dev.pinwheel.web.hook.GitRepositories;
import dev.pinwheel.web.hook.Hmac;
import dev.pinwheel.web.hook.Hook;
import dev.pinwheel.web.hook.Intake;
import dev.pinwheel.web.hook.LookFile;
import dev.pinwheel.web.hook.Noting;
import dev.pinwheel.web.hook.Proof;
import dev.pinwheel.web.hook.SharedSecret;
import dev.pinwheel.web.hook.Tally;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LookCommandTest {

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final List<Event> told = Collections.synchronizedList(new ArrayList<>());
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @AfterEach
    void close() {
        vertx.close().await();
    }

    private Recorded<?> record(Event event) {
        told.add(event);
        return new Recorded<>(told.size(), event);
    }

    private HooksVerticle serve(String key) {
        var clock = Clock.systemUTC();
        var signed = new Proof.Signed(List.of("X-Signature"), "sha256=", Hmac.SHA256, new SharedSecret(key));
        var hook = new Hook("look", new Generic(clock), signed, Optional.empty(), Intake.of(100, clock));
        var noting = new Noting(
                new Chosen(repository -> repository.path().equals("library/python")),
                new GitRepositories(Map.of()),
                this::record,
                clock);
        var verticle =
                new HooksVerticle(new Door(List.of(hook), noting, new Tally()), DoorLimits.ORDINARY, "127.0.0.1", 0);
        vertx.deployVerticle(verticle).await();
        return verticle;
    }

    private void serveAndSay() throws IOException {
        var key = LookFile.newKey();
        new LookFile(serve(key).address(), key).write(data);
    }

    private int look(String... arguments) {
        var line = new ArrayList<>(List.of("look", "--data", data.toString()));
        line.addAll(List.of(arguments));
        return Pinwheel.commandLine()
                .setOut(new PrintWriter(out, true))
                .setErr(new PrintWriter(err, true))
                .execute(line.toArray(String[]::new));
    }

    @Test
    void bringsTheLookOfATagForward() throws Exception {
        serveAndSay();

        assertEquals(0, look("python:3.11"));

        var asked = (LookAsked) told.getFirst();
        assertEquals("docker.io/library/python:3.11", asked.image());
        assertEquals("look", asked.from());
        assertTrue(
                out.toString().contains("docker.io/library/python:3.11 is looked at in two seconds"), out.toString());
    }

    @Test
    void withoutATagItIsForAllTagsOfTheRepository() throws Exception {
        serveAndSay();

        assertEquals(0, look("--json", "python"));

        assertEquals(Optional.empty(), ((LookAsked) told.getFirst()).tag());
        assertEquals("{\"noted\":1,\"left\":[]}", out.toString().strip());
    }

    @Test
    void whatNobodyPinsIsSaidToBeSo() throws Exception {
        serveAndSay();

        assertEquals(1, look("alpine:3.20"));

        assertTrue(err.toString().contains("nobody pins it"), err.toString());
        assertEquals(List.of(), told);
    }

    @Test
    void withoutAServiceItSaysSo() throws Exception {
        assertEquals(1, look("python:3.11"));
        assertTrue(err.toString().contains("look.key"), err.toString());

        serveAndSay();
        vertx.close().await();
        assertEquals(1, look("python:3.11"));
        assertTrue(err.toString().contains("is `pinwheel serve` running?"), err.toString());
    }

    @Test
    void aKeyOfAnotherServiceIsNoKey() throws Exception {
        new LookFile(serve(LookFile.newKey()).address(), LookFile.newKey()).write(data);

        assertEquals(1, look("python:3.11"));

        assertTrue(err.toString().contains("the service answered 401"), err.toString());
        assertEquals(List.of(), told);
    }

    @Test
    void theKeyIsForItsOwnerAlone() throws Exception {
        serveAndSay();

        var permissions = Files.getPosixFilePermissions(data.resolve("look.key"));
        assertEquals("rw-------", PosixFilePermissions.toString(permissions));
    }

    @Test
    void aDigestOrNonsenseIsNoTag() {
        assertEquals(2, look("python@sha256:" + "0".repeat(64)));
        assertEquals(2, look("not an image"));
        assertEquals(2, look());
    }
}
