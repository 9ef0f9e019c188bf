package dev.pinwheel.witness;

import dev.pinwheel.ledger.AddCheckpoint;
import dev.pinwheel.ledger.CosignerKey;
import dev.pinwheel.ledger.CosigningKey;
import java.time.Clock;
import java.util.List;

/** The log itself, which signs a second time with a key of another kind. */
public record OwnCosigner(CosigningKey cosigning, Clock clock) implements Cosigner {

    @Override
    public String name() {
        return key().name();
    }

    @Override
    public CosignerKey key() {
        return cosigning.verifier();
    }

    @Override
    public Answer ask(AddCheckpoint request) {
        return new Answer.Lines(List.of(cosigning.cosign(request.signed().checkpoint(), clock.instant())));
    }
}
