package dev.pinwheel.audit.bundle;

import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.Hash;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/** The hashes of a consistency proof as a member of a bundle: in base64, a line each, and possibly none. */
final class GrowthText {

    private GrowthText() {}

    static String print(ConsistencyProof proof) {
        return proof.hashes().stream().map(hash -> hash + "\n").collect(Collectors.joining());
    }

    /**
     * Reads what {@link #print} printed.
     *
     * @param name what the member is called
     * @throws IllegalArgumentException if it prints nothing so
     */
    static List<Hash> parse(String name, String text) {
        if (text.isEmpty()) {
            return List.of();
        }
        if (!text.endsWith("\n")) {
            throw new IllegalArgumentException(name + " does not end with a newline");
        }
        return Arrays.stream(text.substring(0, text.length() - 1).split("\n", -1))
                .map(Hash::parse)
                .toList();
    }
}
