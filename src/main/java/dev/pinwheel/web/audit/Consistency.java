package dev.pinwheel.web.audit;

import dev.pinwheel.journal.Entries;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.Hash;
import io.vertx.core.MultiMap;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Map;

/**
 * {@code GET /audit/consistency}: whether the ledger grew out of the tree that a kept checkpoint was signed over, and
 * the proof, so that nobody has to believe it.
 *
 * @param size the tree size, the checkpoint's second line
 * @param root the root hash, its third line
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4">RFC 9162 §2.1.4</a>
 */
record Consistency(long size, Hash root) {

    static final String PATH = "/audit/consistency";

    /** The parameters, and what each of them means. */
    static final Map<String, String> PARAMETERS = Map.of(
            "size", "The tree size of the checkpoint that you kept: its second line",
            "root", "The root hash of the checkpoint that you kept: its third line, Base64");

    /**
     * Reads a query.
     *
     * @throws IllegalArgumentException with a reason for who asked
     */
    static Consistency read(MultiMap values) {
        var query = Query.read(values, PARAMETERS.keySet());
        var size = query.number("size", 18).filter(number -> number > 0);
        return new Consistency(
                size.orElseThrow(() -> new IllegalArgumentException("size is needed, and at least 1")),
                Hash.parse(query.needed("root")));
    }

    /** The answer for a ledger. */
    JsonObject with(Entries entries) {
        var signed = entries.checkpoint();
        if (signed.isEmpty()) {
            return no("nothing is signed yet");
        }
        var newest = signed.get().checkpoint();
        var answer = new JsonObject().put("checkpoint", signed.get().toString());
        if (size > newest.size()) {
            return answer.mergeIn(
                    no("incomplete: your checkpoint covers " + size + " entries, the newest one " + newest.size()));
        }
        var proof = ConsistencyProof.of(size, newest.size(), entries);
        if (!proof.proves(root, newest.root())) {
            return answer.mergeIn(no("tampered: the ledger is not the one that was signed at " + size + " entries"));
        }
        var hashes = new JsonArray();
        proof.hashes().forEach(hash -> hashes.add(hash.toString()));
        return answer.put("consistent", true).put("proof", hashes);
    }

    private static JsonObject no(String reason) {
        return new JsonObject().put("consistent", false).put("reason", reason);
    }
}
