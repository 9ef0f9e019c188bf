package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.List;

/**
 * The hashes which show that a tree only grew: that the older one is the beginning of the newer.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9162#section-2.1.4">RFC 9162 §2.1.4</a>
 */
public record ConsistencyProof(long older, long newer, List<Hash> hashes) {

    public ConsistencyProof {
        hashes = List.copyOf(hashes);
    }

    /** The proof that the tree of {@code older} leaves is the beginning of the tree of {@code newer}. */
    public static ConsistencyProof of(long older, long newer, Subtrees subtrees) {
        if (older < 1 || older > newer) {
            throw new IllegalArgumentException("no tree of " + older + " leaves begins a tree of " + newer);
        }
        var hashes = new ArrayList<Hash>();
        var start = 0L;
        var end = newer;
        while (end != older) {
            var middle = start + Subtrees.split(end - start);
            if (older <= middle) {
                hashes.addFirst(subtrees.root(middle, end));
                end = middle;
            } else {
                hashes.addFirst(subtrees.root(start, middle));
                start = middle;
            }
        }
        if (start > 0) {
            hashes.addFirst(subtrees.root(start, end));
        }
        return new ConsistencyProof(older, newer, hashes);
    }

    /** Whether this shows that the tree with the older root grew into the tree with the newer root. */
    public boolean proves(Hash olderRoot, Hash newerRoot) {
        if (older < 1 || older > newer) {
            return false;
        }
        if (older == newer) {
            return hashes.isEmpty() && olderRoot.equals(newerRoot);
        }
        var path = new ArrayList<>(hashes);
        if (Long.bitCount(older) == 1) {
            path.addFirst(olderRoot);
        }
        return !path.isEmpty() && climbs(path, olderRoot, newerRoot);
    }

    private boolean climbs(List<Hash> path, Hash olderRoot, Hash newerRoot) {
        var skipped = Long.numberOfTrailingZeros(older);
        var node = (older - 1) >> skipped;
        var last = (newer - 1) >> skipped;
        var olderHash = path.getFirst();
        var newerHash = path.getFirst();
        for (var sibling : path.subList(1, path.size())) {
            if (last == 0) {
                return false;
            }
            if ((node & 1) == 1 || node == last) {
                olderHash = Hash.node(sibling, olderHash);
                newerHash = Hash.node(sibling, newerHash);
                var levels = Long.numberOfTrailingZeros(node);
                node >>= levels;
                last >>= levels;
            } else {
                newerHash = Hash.node(newerHash, sibling);
            }
            node >>= 1;
            last >>= 1;
        }
        return last == 0 && olderHash.equals(olderRoot) && newerHash.equals(newerRoot);
    }
}
