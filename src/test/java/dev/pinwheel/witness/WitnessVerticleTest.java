package dev.pinwheel.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SampleLog;
import dev.pinwheel.ledger.SignedCheckpoint;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.ThreadingModel;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WitnessVerticleTest {

    private static final CosigningKey KEY = Cosigners.make("witness.example.org/w1");
    private static final SampleLog LOG = SampleLog.of("ledger.example.com/a");
    private static final SampleLog OTHER = SampleLog.of("ledger.example.com/b");
    private static final SampleLog STRANGER = SampleLog.of("ledger.example.com/c");

    @TempDir
    private Path data;

    private final Vertx vertx = Vertx.vertx();
    private final List<AutoCloseable> open = new ArrayList<>();

    private Asking witness = new Asking(1);

    @BeforeEach
    void start() throws IOException {
        var logs = List.of(LOG.key().verifier(), OTHER.key().verifier());
        var served = Witness.open(data, KEY, logs, Clock.systemUTC());
        var verticle = new WitnessVerticle(served, "127.0.0.1", 0);
        vertx.deployVerticle(verticle, new DeploymentOptions().setThreadingModel(ThreadingModel.VIRTUAL_THREAD))
                .await();
        witness = new Asking(verticle.port());
        open.addAll(List.of(witness, served));
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await();
        for (var resource : open) {
            resource.close();
        }
        open.clear();
    }

    private static void assertCosigned(HttpResponse<String> response, SignedCheckpoint signed) {
        assertEquals(200, response.statusCode(), response.body());
        var line = Note.Signature.parse(response.body().strip());
        assertEquals(Note.Standing.VERIFIED, signed.with(List.of(line)).note().check(KEY.verifier()));
        assertTrue(response.body().endsWith("\n"));
    }

    @Test
    void cosignsALogThatOnlyGrows() throws Exception {
        assertCosigned(witness.ask(LOG.request(0, 5)), LOG.signed(5));
        assertCosigned(witness.ask(LOG.request(5, 9)), LOG.signed(9));
        assertCosigned(witness.ask(LOG.request(9, 9)), LOG.signed(9));
        assertCosigned(witness.ask(LOG.request(9, 300)), LOG.signed(300));
    }

    @Test
    void remembersAcrossARestart() throws Exception {
        witness.ask(LOG.request(0, 5));
        stop();
        try (var again = Witness.open(data, KEY, List.of(LOG.key().verifier()), Clock.systemUTC())) {
            assertEquals(
                    new Reply.Conflict(5),
                    again.add(LOG.request(0, 6).toString().getBytes(StandardCharsets.UTF_8)));
        }
    }

    @Test
    void eachLogHasItsOwnPast() throws Exception {
        witness.ask(LOG.request(0, 5));

        assertCosigned(witness.ask(OTHER.request(0, 3)), OTHER.signed(3));
        assertCosigned(witness.ask(LOG.request(5, 6)), LOG.signed(6));
    }

    @Test
    void anEmptyLogIsALog() throws Exception {
        assertCosigned(witness.ask(LOG.request(0, 0)), LOG.signed(0));
        assertCosigned(witness.ask(LOG.request(0, 2)), LOG.signed(2));
    }

    @Test
    void answersAnotherOldSizeWithTheOneItHas() throws Exception {
        witness.ask(LOG.request(0, 5));

        var response = witness.ask(LOG.request(3, 9));

        assertEquals(409, response.statusCode());
        assertEquals("5\n", response.body());
        assertEquals(
                "text/x.tlog.size",
                response.headers().firstValue("Content-Type").orElse(""));
    }

    @Test
    void neverGoesBack() throws Exception {
        witness.ask(LOG.request(0, 9));

        assertEquals(409, witness.ask(LOG.request(0, 5)).statusCode());
        assertEquals(409, witness.ask(LOG.request(5, 5)).statusCode());
        assertCosigned(witness.ask(LOG.request(9, 9)), LOG.signed(9));
    }

    @Test
    void aForkedLogIsNotCosigned() throws Exception {
        witness.ask(LOG.request(0, 5));
        var fork = LOG.forked();

        assertEquals(409, witness.ask(fork.request(5, 5)).statusCode());
        assertEquals(422, witness.ask(fork.request(5, 9)).statusCode());
        assertCosigned(witness.ask(LOG.request(5, 9)), LOG.signed(9));
    }

    @Test
    void aProofMustProve() throws Exception {
        witness.ask(LOG.request(0, 5));
        var honest = LOG.request(5, 9);
        var without = new AddCheckpoint(5, List.of(), honest.signed());
        var longer = new ArrayList<>(honest.hashes());
        longer.add(Hash.OF_NOTHING);

        assertEquals(422, witness.ask(without).statusCode());
        assertEquals(
                422, witness.ask(new AddCheckpoint(5, longer, honest.signed())).statusCode());
        assertEquals(
                422,
                witness.ask(new AddCheckpoint(5, honest.hashes().reversed(), honest.signed()))
                        .statusCode());
        assertEquals(
                422,
                witness.ask(new AddCheckpoint(5, List.of(Hash.OF_NOTHING), LOG.signed(5)))
                        .statusCode());
    }

    @Test
    void theFirstProofIsEmpty() throws Exception {
        var request = new AddCheckpoint(0, List.of(Hash.OF_NOTHING), LOG.signed(5));

        assertEquals(422, witness.ask(request).statusCode());
        assertEquals(409, witness.ask(LOG.request(5, 5)).statusCode());
    }

    @Test
    void anUnknownLogIsNotFound() throws Exception {
        assertEquals(404, witness.ask(STRANGER.request(0, 5)).statusCode());
    }

    @Test
    void aCheckpointThatItsLogDidNotSignIsForbidden() throws Exception {
        var honest = LOG.signed(5);
        var moved = LOG.request(0, 5).toString().replace("\n5\n", "\n6\n");
        var stranger = STRANGER.key().sign(honest.note().text());
        var unsigned = new SignedCheckpoint(honest.checkpoint(), stranger);

        assertEquals(403, witness.ask(moved).statusCode());
        assertEquals(403, witness.ask(new AddCheckpoint(0, List.of(), unsigned)).statusCode());
        assertCosigned(witness.ask(LOG.request(0, 5)), honest);
    }

    @Test
    void othersSignaturesAreIgnoredAndNotKept() throws Exception {
        var honest = LOG.signed(5);
        var line = Cosigners.make("w.example")
                .cosign(honest.checkpoint(), Clock.systemUTC().instant());

        assertCosigned(witness.ask(new AddCheckpoint(0, List.of(), honest.with(List.of(line)))), honest);
        try (var files = Files.list(data)) {
            var kept = files.filter(file -> file.toString().endsWith(".checkpoint"))
                    .toList();
            assertEquals(1, kept.size());
            assertEquals(honest.toString(), Files.readString(kept.getFirst()));
        }
    }

    @Test
    void whatIsNoRequestIsRefused() throws Exception {
        var honest = LOG.request(0, 5).toString();
        for (var body : List.of(
                "", "old 0\n", honest.substring(1), honest.replace("old 0", "old 00"), honest + "\n", "old 0\n\n\n")) {
            assertEquals(400, witness.ask(body).statusCode(), body);
        }
        assertEquals(
                400, witness.ask(new AddCheckpoint(6, List.of(), LOG.signed(5))).statusCode());
    }

    @Test
    void aBodyThatIsTooLongIsRefused() throws Exception {
        assertEquals(
                413, witness.ask("old 0\n".repeat(AddCheckpoint.MAX_LENGTH)).statusCode());
    }

    @Test
    void ofManyAtOnceFromOneSizeOneGrowsAndTheOthersAreToldSo() throws Exception {
        witness.ask(LOG.request(0, 5));
        try (var callers = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new ArrayList<Callable<Integer>>();
            for (var size = 6; size < 30; size++) {
                var request = LOG.request(5, size);
                asked.add(() -> witness.ask(request).statusCode());
            }
            var statuses = new ArrayList<Integer>();
            for (var answered : callers.invokeAll(asked)) {
                statuses.add(answered.get());
            }
            assertEquals(1, statuses.stream().filter(status -> status == 200).count(), statuses.toString());
            assertEquals(23, statuses.stream().filter(status -> status == 409).count(), statuses.toString());
        }
    }

    @Test
    void whatCannotBeKeptIsNotCosigned() throws Exception {
        witness.ask(LOG.request(0, 5));
        try (var files = Files.list(data)) {
            for (var file : files.filter(kept -> kept.toString().endsWith(".checkpoint"))
                    .toList()) {
                Files.writeString(file, "damaged");
            }
        }

        assertEquals(500, witness.ask(LOG.request(5, 9)).statusCode());
        assertEquals(500, witness.ask(LOG.request(0, 9)).statusCode());
    }

    @Test
    void aSecondWitnessInOneDirectoryIsTurnedAway() {
        var refused = assertThrows(IOException.class, () -> Witness.open(data, KEY, List.of(), Clock.systemUTC()));

        assertTrue(String.valueOf(refused.getMessage()).contains("another witness"), refused.getMessage());
    }
}
