package dev.pinwheel.ledger;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a tile, relative to the log: {@code tile/0/x001/234.p/5}.
 *
 * @param level the level of a hash tile, or {@link #ENTRIES}
 * @param index the tile's place from the left
 * @param width how many hashes or entries it holds
 * @see <a href="https://c2sp.org/tlog-tiles">C2SP tlog-tiles</a>
 */
public record TilePath(int level, long index, int width) {

    /** The level of the tiles that hold entries. */
    public static final int ENTRIES = -1;

    /** How many hashes or entries a full tile holds. */
    public static final int FULL = 256;

    /** How many levels of the tree one level of tiles spans. */
    public static final int HEIGHT = 8;

    static final int MAX_LEVEL = Long.SIZE - 1;

    private static final Pattern FORM =
            Pattern.compile("tile/(entries|[0-9]{1,2})/((?:x[0-9]{3}/){0,6}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

    public TilePath {
        if (level < ENTRIES || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new IllegalArgumentException(
                    "no tile has level " + level + ", index " + index + " and width " + width);
        }
    }

    /** Reads a path; the inverse of {@link #toString}. */
    public static TilePath parse(String text) {
        var parts = FORM.matcher(text);
        if (!parts.matches()) {
            throw new IllegalArgumentException("not a tile path: '" + text + "'");
        }
        var level = parts.group(1).equals("entries") ? ENTRIES : Integer.parseInt(parts.group(1));
        var index = Long.parseLong(parts.group(2).replaceAll("[x/]", ""));
        var width = parts.group(3) == null ? FULL : Integer.parseInt(parts.group(3));
        var path = new TilePath(level, index, width);
        if (!path.toString().equals(text)) {
            throw new IllegalArgumentException("not a canonical tile path: '" + text + "'; write it as " + path);
        }
        return path;
    }

    /** The tiles that a log of {@code newer} leaves has and a log of {@code older} leaves has not. */
    public static List<TilePath> between(long older, long newer) {
        var paths = new ArrayList<TilePath>();
        addNew(ENTRIES, older, newer, paths);
        for (var level = 0; newer >> (HEIGHT * level) > 0; level++) {
            addNew(level, older >> (HEIGHT * level), newer >> (HEIGHT * level), paths);
        }
        return paths;
    }

    private static void addNew(int level, long older, long newer, List<TilePath> paths) {
        for (var index = older / FULL; index * FULL < newer && older < newer; index++) {
            paths.add(new TilePath(level, index, (int) Math.min(FULL, newer - index * FULL)));
        }
    }

    public boolean isFull() {
        return width == FULL;
    }

    /** The full tile that this one is, or will grow into. */
    public TilePath full() {
        return new TilePath(level, index, FULL);
    }

    @Override
    public String toString() {
        var path = new StringBuilder(threeDigits(index % 1000));
        for (var rest = index / 1000; rest > 0; rest /= 1000) {
            path.insert(0, "x" + threeDigits(rest % 1000) + "/");
        }
        return "tile/" + (level == ENTRIES ? "entries" : level) + "/" + path + (isFull() ? "" : ".p/" + width);
    }

    /** In the digits of the format, whatever digits this machine's locale writes. */
    private static String threeDigits(long number) {
        return String.format(Locale.ROOT, "%03d", number);
    }
}
