package dev.pinwheel.candidate.osv;

import java.util.regex.Pattern;

/**
 * A version of a Debian package, ordered as dpkg orders them; {@code 1.0} and {@code 1.0-0} are the
 * same place in that order.
 *
 * @see <a href="https://manpages.debian.org/deb-version.7">deb-version(7)</a>
 */
final class DebianVersion implements Comparable<DebianVersion> {

    private static final Pattern WELL_FORMED = Pattern.compile("[0-9]+:[!-~]+|[!-~&&[^:]]+");

    private final String text;

    private DebianVersion(String text) {
        this.text = text;
    }

    /** Reads {@code [epoch:]upstream[-revision]}; the inverse of {@link #toString}. */
    static DebianVersion parse(String text) {
        if (!WELL_FORMED.matcher(text).matches()) {
            throw new IllegalArgumentException("not a Debian version: '" + text + "'");
        }
        return new DebianVersion(text);
    }

    private String epoch() {
        return text.substring(0, Math.max(text.indexOf(':'), 0));
    }

    private String upstream() {
        var hyphen = text.lastIndexOf('-');
        return text.substring(text.indexOf(':') + 1, hyphen < 0 ? text.length() : hyphen);
    }

    private String revision() {
        var hyphen = text.lastIndexOf('-');
        return hyphen < 0 ? "" : text.substring(hyphen + 1);
    }

    boolean isBelow(DebianVersion other) {
        return compareTo(other) < 0;
    }

    @Override
    public int compareTo(DebianVersion other) {
        var byEpoch = compare(epoch(), other.epoch());
        if (byEpoch != 0) {
            return byEpoch;
        }
        var byUpstream = compare(upstream(), other.upstream());
        return byUpstream != 0 ? byUpstream : compare(revision(), other.revision());
    }

    /** Compares by turns what has no digit, character by character, and numbers, of any length. */
    private static int compare(String left, String right) {
        var l = 0;
        var r = 0;
        while (l < left.length() || r < right.length()) {
            while (isText(left, l) || isText(right, r)) {
                var difference = weight(left, l) - weight(right, r);
                if (difference != 0) {
                    return difference;
                }
                l++;
                r++;
            }
            var leftEnd = endOfNumber(left, l);
            var rightEnd = endOfNumber(right, r);
            var difference = compareNumbers(left.substring(l, leftEnd), right.substring(r, rightEnd));
            if (difference != 0) {
                return difference;
            }
            l = leftEnd;
            r = rightEnd;
        }
        return 0;
    }

    private static boolean isText(String text, int at) {
        return at < text.length() && !isDigit(text.charAt(at));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** A tilde comes before the end, the end before letters, and letters before the rest. */
    private static int weight(String text, int at) {
        if (!isText(text, at)) {
            return 0;
        }
        var c = text.charAt(at);
        if (c == '~') {
            return -1;
        }
        var letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
        return letter ? c : c + 256;
    }

    private static int endOfNumber(String text, int start) {
        var end = start;
        while (end < text.length() && isDigit(text.charAt(end))) {
            end++;
        }
        return end;
    }

    private static int compareNumbers(String left, String right) {
        var l = withoutLeadingZeros(left);
        var r = withoutLeadingZeros(right);
        return l.length() != r.length() ? Integer.compare(l.length(), r.length()) : l.compareTo(r);
    }

    private static String withoutLeadingZeros(String number) {
        var start = 0;
        while (start < number.length() && number.charAt(start) == '0') {
            start++;
        }
        return number.substring(start);
    }

    @Override
    public String toString() {
        return text;
    }
}
