package dev.pinwheel;

import dev.pinwheel.config.InvalidConfigurationException;
import dev.pinwheel.config.LedgerSettings;
import dev.pinwheel.ledger.TrustPolicy;
import dev.pinwheel.ledger.VerifierKey;
import dev.pinwheel.witness.Cosigner;
import dev.pinwheel.witness.http.HttpCosigner;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who is asked to cosign the ledger, and the policy that says when it is enough. */
record Witnessing(TrustPolicy policy, List<Cosigner> cosigners) {

    private static final TrustPolicy NO_POLICY = TrustPolicy.parse("quorum none\n");
    private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

    Witnessing {
        cosigners = List.copyOf(cosigners);
    }

    /**
     * What the configuration says of the ledger with this key.
     *
     * @throws IOException if the policy cannot be read
     * @throws InvalidConfigurationException if the policy is none, or does not name this ledger
     */
    static Witnessing of(LedgerSettings settings, VerifierKey key) throws IOException, InvalidConfigurationException {
        if (settings.policy().isEmpty()) {
            return new Witnessing(NO_POLICY, List.of());
        }
        var file = settings.policy().get();
        try {
            var policy = read(file, key);
            return new Witnessing(policy, reachable(policy));
        } catch (IllegalArgumentException e) {
            throw new InvalidConfigurationException(
                    "the configuration", List.of("ledger.policy: " + file + ": " + e.getMessage()));
        }
    }

    private static TrustPolicy read(Path file, VerifierKey key) throws IOException {
        var policy = TrustPolicy.parse(Files.readAllBytes(file));
        if (policy.logs().stream().noneMatch(log -> log.key().equals(key))) {
            throw new IllegalArgumentException("it does not trust this ledger; give it the line 'log " + key + "'");
        }
        return policy;
    }

    private static List<Cosigner> reachable(TrustPolicy policy) {
        var client = HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).build();
        var reachable = new ArrayList<Cosigner>();
        for (var witness : policy.witnesses()) {
            witness.url().ifPresent(url -> reachable.add(new HttpCosigner(witness.name(), witness.key(), url, client)));
        }
        return reachable;
    }
}
