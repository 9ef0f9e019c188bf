package dev.pinwheel;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.config.LedgerSettings;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.Cosigners;
import dev.pinwheel.ledger.VerifierKey;
import dev.pinwheel.witness.Cosigner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WitnessingTest {

    private static final VerifierKey LOG = Journals.newKey().verifier();
    private static final CosignerKey KEY =
            Cosigners.make("witness.example.org/w1").verifier();

    @TempDir
    private Path data;

    private Witnessing of(String policy) throws IOException, InvalidConfigurationException {
        var file = Files.writeString(data.resolve("policy"), policy);
        var settings = new LedgerSettings(Optional.empty(), Optional.empty(), List.of(), Optional.of(file), false);
        return Witnessing.of(settings, LOG);
    }

    @Test
    void withoutAPolicyNobodyIsAsked() throws Exception {
        assertEquals(List.of(), Witnessing.of(LedgerSettings.EMBEDDED, LOG).cosigners());
    }

    @Test
    void theWitnessesWithAUrlAreAsked() throws Exception {
        var other = Cosigners.make("witness.example.org/w2").verifier();
        var policy = "log " + LOG + "\nwitness a " + KEY + " https://w.example/x/\nwitness b " + other + "\nquorum a\n";

        assertEquals(
                List.of("a"),
                of(policy).cosigners().stream().map(Cosigner::name).toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "quorum none\n",
                "log LOG\nquorum a\n",
                "log LOG\nwitness a KEY ftp://w.example/\nquorum a\n",
                "log LOG\nwitness a KEY https://me:secret@w.example/\nquorum a\n",
                "log LOG\nwitness a KEY not|a|url\nquorum a\n"
            })
    void aPolicyThatCannotBeUsedStopsTheStart(String policy) {
        var text = policy.replace("LOG", LOG.toString()).replace("KEY", KEY.toString());

        var refused = assertThrows(InvalidConfigurationException.class, () -> of(text));

        assertTrue(String.valueOf(refused.getMessage()).contains("ledger.policy"), refused.getMessage());
        assertTrue(!String.valueOf(refused.getMessage()).contains("secret"), refused.getMessage());
    }
}
