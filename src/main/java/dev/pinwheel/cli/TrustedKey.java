package dev.pinwheel.cli;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.journal.Anchor;
import dev.pinwheel.ledger.VerifierKey;
import java.io.IOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The option that says which verifier key is trusted. */
final class TrustedKey {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--vkey",
            paramLabel = "KEY",
            description =
                    "The verifier key that you trust; if not given, DATA/ledger.vkey, which whoever can change the "
                            + "ledger can change too.")
    private @Nullable String vkey;

    boolean isGiven() {
        return vkey != null;
    }

    /** The key that was given, or else the one that lies beside the ledger. */
    Anchor or(DataDirectory data) throws IOException, InvalidConfigurationException {
        return vkey == null ? data.key().anchor() : Anchor.of(given());
    }

    /** The key that was given. */
    VerifierKey given() {
        try {
            return VerifierKey.parse(String.valueOf(vkey));
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--vkey: " + e.getMessage(), e);
        }
    }
}
