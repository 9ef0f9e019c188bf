package dev.pinwheel.journal;

import dev.pinwheel.event.KeyRotated;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.VerifierKey;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Which key signs a ledger at which size, as its own entries say. An entry that rotates the key is first covered by
 * a checkpoint of the old key, which so signs the new one in; without it the rotation is worth nothing.
 */
public final class KeyChain {

    private static final byte[] ROTATION =
            ("\"type\":\"" + EntryType.KEY_ROTATED + "\"}").getBytes(StandardCharsets.UTF_8);

    /** How many rotations a ledger can have; far more than anybody needs, and few enough to be read at once. */
    public static final int MAX_ROTATIONS = 1_000;

    private final NavigableMap<Long, VerifierKey> keys = new TreeMap<>();
    private final NavigableSet<Long> open = new TreeSet<>();
    private final Map<VerifierKey, Long> signed = new HashMap<>();

    /** An entry that rotates the key, which is the last that the key before it signs. */
    public record Rotation(long index, VerifierKey before, VerifierKey next) {}

    /** A chain that begins with this key. */
    public static KeyChain of(VerifierKey first) {
        var chain = new KeyChain();
        chain.keys.put(0L, first);
        return chain;
    }

    /** The keys that a ledger names, found by what its database calls its entries. */
    public static KeyChain of(Entries entries) {
        var chain = new KeyChain();
        entries.entry(0).ifPresent(genesis -> chain.add(0, genesis.leaf()));
        var rotations = Selection.ALL.ofType(EntryType.KEY_ROTATED.toString());
        for (var entry : entries.entries(rotations, 0, MAX_ROTATIONS + 1)) {
            chain.add(entry.index(), entry.leaf());
        }
        return chain;
    }

    /**
     * Takes note of the next entry.
     *
     * @throws IllegalArgumentException if it rotates the key, and not to one of the same name
     */
    public void add(long index, Leaf leaf) {
        if (index == 0) {
            keys.put(0L, Genesis.read(leaf).key());
        } else if (isRotation(leaf) && Fact.read(leaf).event() instanceof KeyRotated rotated) {
            rotate(index, VerifierKey.parse(rotated.next()));
        }
    }

    /** Canonical JSON ends so only if this is the type of the whole entry. */
    private static boolean isRotation(Leaf leaf) {
        var bytes = leaf.bytes();
        var from = bytes.length - ROTATION.length;
        return from > 0 && Arrays.equals(bytes, from, bytes.length, ROTATION, 0, ROTATION.length);
    }

    private void rotate(long index, VerifierKey next) {
        if (!next.name().equals(last().name())) {
            throw new IllegalArgumentException(
                    "entry " + index + " rotates the key of " + last().name() + " to one of " + next.name());
        }
        if (keys.size() > MAX_ROTATIONS) {
            throw new IllegalArgumentException("entry " + index + " rotates the key once more than " + MAX_ROTATIONS);
        }
        keys.put(index + 2, next);
        open.add(index + 1);
    }

    /** The key that signs the checkpoint of this size. */
    public VerifierKey at(long size) {
        return keys.floorEntry(size).getValue();
    }

    /** The key that signs from now on. */
    public VerifierKey last() {
        return keys.lastEntry().getValue();
    }

    /** Whether the ledger names this key, which says nothing of whether it signed anything. */
    public boolean contains(VerifierKey key) {
        return keys.containsValue(key);
    }

    /** Takes note that a checkpoint of this size is signed with its key. */
    void signed(long size) {
        open.remove(size);
        signed.merge(at(size), size, Math::max);
    }

    /** Why the ledger is worth nothing to who trusts this key, after all checkpoints of it were noted. */
    Optional<String> distrust(Anchor anchor, long size) {
        var trusted = anchor.signer(this, size);
        var covered = signed.get(trusted);
        if (covered != null) {
            return notSignedIn(covered);
        }
        return Optional.of(
                keys.containsValue(trusted)
                        ? "the ledger names the key " + trusted
                                + ", which signed no checkpoint that is there; if it was"
                                + " just rotated in, it signs from the next start on, and until then the key before it is"
                                + " the one to trust"
                        : "the ledger is signed with " + last() + ", and never was with " + trusted);
    }

    /** Which key was not signed in by the one before it, behind the first {@code size} entries. */
    Optional<String> notSignedIn(long size) {
        return Optional.ofNullable(open.higher(size))
                .map(unsigned -> "entry " + (unsigned - 1) + " names a new key, but no checkpoint of " + unsigned
                        + " entries that the old key signed is there");
    }

    /** The rotations that the checkpoint of this size is behind, so that their new key signs it or a later one. */
    public List<Rotation> rotations(long size) {
        var rotations = new ArrayList<Rotation>();
        for (var next : keys.headMap(size, true).tailMap(1L).entrySet()) {
            rotations.add(new Rotation(next.getKey() - 2, at(next.getKey() - 1), next.getValue()));
        }
        return rotations;
    }
}
