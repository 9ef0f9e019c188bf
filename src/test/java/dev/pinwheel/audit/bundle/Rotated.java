package dev.pinwheel.audit.bundle;

import dev.pinwheel.audit.MemoryNotebook;
import dev.pinwheel.audit.Story;
import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.journal.Journals;
import dev.pinwheel.journal.KeyRotation;
import dev.pinwheel.journal.sql.SqliteStore;
import dev.pinwheel.ledger.Checkpoint;
import dev.pinwheel.ledger.ConsistencyProof;
import dev.pinwheel.ledger.SignedCheckpoint;
import dev.pinwheel.ledger.SigningKey;
import dev.pinwheel.ledger.TlogProof;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** A ledger whose key was rotated twice, its bundle, and what forgers make of it. */
record Rotated(Path data, List<SigningKey> keys, Map<String, byte[]> members) {

    static Rotated tell(Path data) throws IOException {
        Story.tell(data);
        var first = Journals.keyOf(data);
        var second = rotate(data);
        record(data, 0, 5);
        var third = rotate(data);
        record(data, 5, 10);
        return new Rotated(data, List.of(first, second, third), Zips.read(export(data, "bundle.zip", Period.ALL)));
    }

    static SigningKey rotate(Path data) throws IOException {
        KeyRotation.rotate(data, SqliteStore.open(data), "the yearly change", Journals.CLOCK);
        return Journals.keyOf(data);
    }

    private static void record(Path data, int from, int to) {
        try (var journal = Journals.open(data)) {
            Journals.recordCycles(journal, from, to);
            journal.publish();
        }
    }

    static Path export(Path data, String name, Period period) throws IOException {
        var file = data.resolve(name);
        try (var entries = SqliteStore.read(data)) {
            new BundleWriter(entries, new Evidence(data.resolve("evidence")), new MemoryNotebook()).write(file, period);
        }
        return file;
    }

    /** The bundle with another content of one member. */
    Map<String, byte[]> twin(String name, String content) {
        var twin = new LinkedHashMap<>(members);
        twin.put(name, content.getBytes(StandardCharsets.UTF_8));
        return twin;
    }

    /** The bundle without the members whose names begin so. */
    Map<String, byte[]> without(String beginning) {
        var twin = new LinkedHashMap<>(members);
        twin.keySet().removeIf(name -> name.startsWith(beginning));
        return twin;
    }

    /** The bundle with the first entry as one rotation more, signed by a key that is none of the ledger's. */
    Map<String, byte[]> withGenesisAsRotation() throws IOException {
        var twin = new LinkedHashMap<String, byte[]>();
        for (var name : List.of(Layout.BUNDLE, Layout.CHECKPOINT, Layout.KEY)) {
            twin.put(name, text(name).getBytes(StandardCharsets.UTF_8));
        }
        genesisAsRotation().forEach((name, text) -> twin.put(name, text.getBytes(StandardCharsets.UTF_8)));
        for (var number = 1; number <= 2; number++) {
            for (var member : Rotation.values()) {
                twin.put(member.of(number + 1), text(member.of(number)).getBytes(StandardCharsets.UTF_8));
            }
        }
        members.forEach((name, content) -> {
            if (!name.startsWith("rotations/")) {
                twin.putIfAbsent(name, content);
            }
        });
        return twin;
    }

    private Map<String, String> genesisAsRotation() throws IOException {
        var newest = SignedCheckpoint.parse(text(Layout.CHECKPOINT)).checkpoint();
        var forger = stranger();
        try (var entries = SqliteStore.read(data)) {
            var then = new Checkpoint(newest.origin(), 1, entries.root(0, 1));
            var made = new LinkedHashMap<String, String>();
            made.put(Rotation.KEY.of(1), forger.verifier() + "\n");
            made.put(Rotation.ENTRY.of(1), entries.entry(0).orElseThrow().leaf().toString());
            made.put(Rotation.PROOF.of(1), new TlogProof(0, List.of(), SignedCheckpoint.sign(then, forger)).toString());
            made.put(
                    Rotation.GROWTH.of(1),
                    ConsistencyProof.of(1, newest.size(), entries).hashes().stream()
                            .map(hash -> hash + "\n")
                            .collect(Collectors.joining()));
            return made;
        }
    }

    String text(String name) {
        return new String(members.getOrDefault(name, new byte[0]), StandardCharsets.UTF_8);
    }

    /** The bundle's checkpoint under the signature of another key. */
    String signedBy(SigningKey key) {
        return SignedCheckpoint.sign(
                        SignedCheckpoint.parse(text(Layout.CHECKPOINT)).checkpoint(), key)
                .toString();
    }

    /** A checkpoint with the line of a key more that is none of the ledger's. */
    SignedCheckpoint alsoSigned(SignedCheckpoint signed) {
        var other = SignedCheckpoint.sign(signed.checkpoint(), stranger());
        return signed.with(other.note().signatures());
    }

    /** A key of the ledger's name that is none of its keys. */
    SigningKey stranger() {
        return Journals.newKey(keys.getFirst().verifier().name());
    }
}
