package dev.pinwheel.ledger;

/**
 * A log's claim about itself at one size: its origin, how many leaves it has and their root hash.
 *
 * @see <a href="https://c2sp.org/tlog-checkpoint">C2SP tlog-checkpoint</a>
 */
public record Checkpoint(String origin, long size, Hash root) {

    private static final int LINES = 3;

    public Checkpoint {
        KeyName.check(origin);
        if (size < 0) {
            throw new IllegalArgumentException("a tree size is not negative: " + size);
        }
    }

    /** Reads the text of a checkpoint, without extension lines; the inverse of {@link #toString}. */
    public static Checkpoint parse(String text) {
        var lines = text.split("\n", -1);
        if (lines.length != LINES + 1 || !lines[LINES].isEmpty()) {
            throw new IllegalArgumentException(
                    "a checkpoint is origin, size and root hash, a line each, and no more; this has "
                            + (lines.length - 1) + " lines");
        }
        return new Checkpoint(lines[0], Decimal.parse(lines[1]), Hash.parse(lines[2]));
    }

    @Override
    public String toString() {
        return origin + "\n" + size + "\n" + root + "\n";
    }
}
