package dev.pinwheel.witness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.WitnessChanged;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.JournalException;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.LogDirectory;
import dev.pinwheel.journal.Verification;
import dev.pinwheel.journal.Verifier;
import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.CosigningKey;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Note;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.Trust;
import dev.pinwheel.ledger.TrustPolicy;
import dev.pinwheel.witness.http.HttpCosigner;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CosigningTest {

    private static final CosigningKey KEY = Cosigners.make("witness.example.org/w1");
    private static final CosigningKey STRANGER = Cosigners.make("witness.example.org/w1");

    @TempDir
    private Path folder;

    private final LinkedBlockingQueue<Event> told = new LinkedBlockingQueue<>();
    private final LinkedBlockingQueue<JournalException> alarms = new LinkedBlockingQueue<>();
    private final HttpClient client = HttpClient.newHttpClient();

    @SuppressWarnings("NullAway.Init")
    private Journal journal;

    @SuppressWarnings("NullAway.Init")
    private LogDirectory log;

    @BeforeEach
    void begin() {
        journal = Journals.open(folder.resolve("data"));
        log = new LogDirectory(folder.resolve("data/log"));
    }

    @AfterEach
    void end() {
        journal.close();
        client.close();
    }

    private ServedWitness served(CosigningKey key, int port) throws IOException {
        return new ServedWitness(folder.resolve("witness"), key, List.of(journal.key()), port);
    }

    private Cosigner at(int port) {
        return new HttpCosigner("team-b", KEY.verifier(), "http://127.0.0.1:" + port + "/", client);
    }

    private TrustPolicy policy() {
        return TrustPolicy.parse("log " + journal.key() + "\nwitness team-b " + KEY.verifier() + "\nquorum team-b\n");
    }

    private Cosigning cosigning(Cosigner... cosigners) {
        return new Cosigning(journal, policy(), List.of(cosigners), told::add, Journals.CLOCK, 1);
    }

    private SignedCheckpoint published() throws IOException {
        return log.checkpoint().orElseThrow();
    }

    private WitnessChanged change() throws InterruptedException {
        var event = told.poll(20, TimeUnit.SECONDS);
        assertNotNull(event, "nothing was told");
        return assertInstanceOf(WitnessChanged.class, event);
    }

    @Test
    void putsTheCosignatureUnderThePublishedCheckpoint() throws Exception {
        try (var witness = served(KEY, 0)) {
            var cosigning = cosigning(at(witness.port()));
            for (var cycle = 0; cycle < 600; cycle += 150) {
                Journals.recordCycles(journal, cycle, cycle + 150);
                cosigning.round(journal.publish());

                assertInstanceOf(Trust.Trusted.class, policy().trust(published()));
                assertEquals(log.checkpoint(), log.cosigned());
            }
        }
        assertEquals(List.of(), List.copyOf(told));
        assertInstanceOf(Verification.Verified.class, Verifier.verify(journal.entries(), log, journal.key()));
    }

    @Test
    void aRestartKeepsTheCosignature() throws Exception {
        try (var witness = served(KEY, 0)) {
            cosigning(at(witness.port())).round(journal.publish());
        }
        journal.close();
        journal = Journals.open(folder.resolve("data"));

        assertInstanceOf(Trust.Trusted.class, policy().trust(published()));
    }

    @Test
    void aNewerCheckpointIsNotGivenTheOlderOnesCosignature() throws Exception {
        try (var witness = served(KEY, 0)) {
            var older = journal.publish();
            Journals.recordCycles(journal, 0, 3);
            journal.publish();
            cosigning(at(witness.port())).round(older);

            assertInstanceOf(Trust.Untrusted.class, policy().trust(published()));
            assertEquals(older.checkpoint(), log.cosigned().orElseThrow().checkpoint());
        }
    }

    @Test
    void aWitnessThatIsAwayStopsNothingAndIsTold() throws Exception {
        int port;
        try (var witness = served(KEY, 0)) {
            port = witness.port();
        }
        var cosigning = cosigning(at(port));
        cosigning.round(journal.publish());
        Journals.recordCycles(journal, 0, 3);
        cosigning.round(journal.publish());

        var away = change();
        assertFalse(away.cosigns());
        assertTrue(away.reason().contains(":" + port), away.reason());
        assertEquals(0, told.size());
        assertEquals(4, published().checkpoint().size());
        try (var witness = served(KEY, port)) {
            assertEquals(port, witness.port());
            cosigning.round(journal.publish());
            assertTrue(change().cosigns());
            assertInstanceOf(Trust.Trusted.class, policy().trust(published()));
        }
    }

    @Test
    void oneThatIsAwayIsAskedAgainByItself() throws Exception {
        int port;
        try (var witness = served(KEY, 0)) {
            port = witness.port();
        }
        try (var cosigning = cosigning(at(port))) {
            cosigning.start(alarms::add);
            assertFalse(change().cosigns());
            try (var witness = served(KEY, port)) {
                assertEquals(port, witness.port());
                assertTrue(change().cosigns());
                assertInstanceOf(Trust.Trusted.class, policy().trust(published()));
            }
        }
    }

    @Test
    void theEndIsFoundByWhoTakesTheNextAlthoughItWasSeenBefore() {
        var checkpoint = Optional.of(journal.publish());
        var newest = new LinkedBlockingQueue<Optional<SignedCheckpoint>>(List.of(Optional.empty(), checkpoint));

        assertEquals(checkpoint, Cosigning.latest(newest, Optional.empty()));
        assertEquals(Optional.empty(), newest.poll());
        assertEquals(checkpoint, Cosigning.latest(newest, checkpoint));
        assertNull(newest.poll());
    }

    @Test
    void aCosignatureWithAnotherKeyIsNotPublished() throws Exception {
        try (var witness = served(STRANGER, 0)) {
            cosigning(at(witness.port())).round(journal.publish());
        }
        assertEquals(1, published().note().signatures().size());
        assertFalse(change().cosigns());
    }

    @Test
    void aForgedCosignatureIsNotPublished() throws Exception {
        var forger = new FixedCosigner(new Cosigner.Answer.Lines(
                List.of(KEY.cosign(new Checkpoint("example.com/x", 1, Hash.OF_NOTHING), Journals.CLOCK.instant()))));

        cosigning(forger).round(journal.publish());

        assertEquals(1, published().note().signatures().size());
        assertTrue(change().reason().contains("is not a cosignature"));
    }

    @Test
    void aWitnessThatSawMoreThanWeHaveStopsTheStart() {
        var cosigning = cosigning(new FixedCosigner(new Cosigner.Answer.Conflict(1_000)));

        var alarm = assertThrows(JournalException.class, cosigning::checkRollback);

        assertTrue(String.valueOf(alarm.getMessage()).contains("rollback detected: what the witness team-b cosigned"));
        assertEquals(1, journal.entries().head().size());
    }

    @Test
    void aLedgerThatWasPutBackWithAllItsFilesDoesNotStart() throws Exception {
        var data = folder.resolve("data");
        var copy = folder.resolve("copy");
        try (var witness = served(KEY, 0)) {
            journal.close();
            copy(data, copy);
            journal = Journals.open(data);
            Journals.recordCycles(journal, 0, 5);
            cosigning(at(witness.port())).round(journal.publish());
            journal.close();
            journal = Journals.open(copy);

            var alarm = assertThrows(JournalException.class, cosigning(at(witness.port()))::checkRollback);

            assertTrue(
                    String.valueOf(alarm.getMessage()).contains("has 6 entries, the ledger has 1"), alarm.getMessage());
        }
    }

    @Test
    void aWitnessThatSawMoreWhileWeRunIsAnAlarmAndNothingIsWrittenOfIt() throws Exception {
        try (var cosigning = cosigning(new FixedCosigner(new Cosigner.Answer.Conflict(1_000)))) {
            cosigning.start(alarms::add);

            assertNotNull(alarms.poll(20, TimeUnit.SECONDS));
        }
        assertEquals(0, told.size());
    }

    @Test
    void aSizeThatAnybodyMayHaveSaidIsToldAndStopsNothing() throws Exception {
        var cosigning = cosigning(new FixedCosigner(new Cosigner.Answer.Conflict(Long.MAX_VALUE), false));
        cosigning.checkRollback();
        cosigning.round(journal.publish());

        assertTrue(change().reason().contains("it cosigned another history"));
    }

    @Test
    void whoIsAwayAtTheStartIsToldAndStopsNothing() throws Exception {
        int port;
        try (var witness = served(KEY, 0)) {
            port = witness.port();
        }
        var cosigning = cosigning(at(port));
        cosigning.checkRollback();
        cosigning.round(journal.publish());

        assertFalse(change().cosigns());
    }

    private static void copy(Path from, Path to) throws IOException {
        try (var files = Files.walk(from)) {
            for (var file : files.toList()) {
                Files.copy(file, to.resolve(from.relativize(file)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    @Test
    void aWitnessWhoseAnswerIsNonsenseIsTold() throws Exception {
        cosigning(new FixedCosigner(new Cosigner.Answer.Conflict(-7))).round(journal.publish());

        assertFalse(change().cosigns());
    }

    @Test
    void theLogsOwnSecondSignatureIsVerifiedByAPolicyThatWantsIt() throws Exception {
        var own = Cosigners.make(journal.key().name(), CosignerKey.Algorithm.ML_DSA_44);
        journal.signAlso(own, Journals.CLOCK);

        var policy = TrustPolicy.parse("log " + journal.key() + "\nwitness own " + own.verifier() + "\nquorum own\n");
        assertInstanceOf(Trust.Trusted.class, policy.trust(published()));
        Journals.recordCycles(journal, 0, 3);
        journal.close();
        assertEquals(4, published().checkpoint().size());
        assertInstanceOf(Trust.Trusted.class, policy.trust(published()));
        journal = Journals.open(folder.resolve("data"));
        assertInstanceOf(Trust.Trusted.class, policy.trust(published()));
        assertEquals(Note.Standing.VERIFIED, published().check(journal.key()));
        assertInstanceOf(Verification.Verified.class, Verifier.verify(journal.entries(), log, journal.key()));
    }

    /** One that always answers the same. */
    private record FixedCosigner(Answer answer, boolean isBelieved) implements Cosigner {

        FixedCosigner(Answer answer) {
            this(answer, true);
        }

        @Override
        public String name() {
            return "team-b";
        }

        @Override
        public CosignerKey key() {
            return KEY.verifier();
        }

        @Override
        public Answer ask(AddCheckpoint request) {
            return answer;
        }
    }
}
