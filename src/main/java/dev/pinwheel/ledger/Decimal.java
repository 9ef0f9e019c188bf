package dev.pinwheel.ledger;

/** A count or an index in its one canonical spelling: decimal, no sign, no leading zeros, below 2^63. */
final class Decimal {

    private Decimal() {}

    static long parse(String text) {
        try {
            var value = Long.parseLong(text);
            if (value >= 0 && Long.toString(value).equals(text)) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("not a canonical decimal: '" + text + "'", e);
        }
        throw new IllegalArgumentException("not a canonical decimal: '" + text + "'");
    }
}
