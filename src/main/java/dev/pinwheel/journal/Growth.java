package dev.pinwheel.journal;

import dev.pinwheel.image.Digest;
import dev.pinwheel.ledger.Frontier;
import dev.pinwheel.ledger.Hash;
import dev.pinwheel.ledger.Leaf;
import dev.pinwheel.ledger.TilePath;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What is added to the ledger in one transaction, and the heads before and after it. */
public final class Growth {

    private final Head before;
    private final Instant at;
    private final List<Addition> additions = new ArrayList<>();
    private final List<Subtree> subtrees = new ArrayList<>();
    private Frontier frontier;

    /** One new entry. */
    public record Addition(long index, String type, Digest id, Leaf leaf) {}

    /** The hash over the 256^{@code level} leaves that begin with leaf {@code index}·256^{@code level}. */
    public record Subtree(int level, long index, Hash hash) {}

    /** Nothing yet, after this head; time does not go backwards in a ledger. */
    Growth(Head before, Instant now) {
        this.before = before;
        this.frontier = before.frontier();
        this.at = now.isBefore(before.at()) ? before.at() : now;
    }

    /** Adds an entry and says where it stands. */
    long add(String type, Digest id, Leaf leaf) {
        var index = frontier.size();
        additions.add(new Addition(index, type, id, leaf));
        frontier = frontier.append(leaf.hash(), this::completed);
        return index;
    }

    private void completed(int height, long index, Hash hash) {
        if (height > 0 && height % TilePath.HEIGHT == 0) {
            subtrees.add(new Subtree(height / TilePath.HEIGHT, index, hash));
        }
    }

    public Head before() {
        return before;
    }

    public Head after() {
        return additions.isEmpty() ? before : Head.of(frontier, at);
    }

    /** How many entries there are with these. */
    long size() {
        return frontier.size();
    }

    public List<Addition> additions() {
        return List.copyOf(additions);
    }

    /** The hashes of upper tiles that this growth completes. */
    public List<Subtree> subtrees() {
        return List.copyOf(subtrees);
    }
}
