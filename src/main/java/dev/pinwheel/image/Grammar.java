package dev.pinwheel.image;

import java.util.regex.Pattern;

/** The grammar of references, after distribution/reference; possessive, so that no text costs more than its length. */
final class Grammar {

    private static final String LABEL = "[a-zA-Z0-9]++(?:-++[a-zA-Z0-9]++)*+";
    private static final String IPV6 = "\\[[a-fA-F0-9:]++\\]";
    private static final String ALPHANUMERIC = "[a-z0-9]++";
    private static final String SEPARATOR = "(?:[.]|__?+|-++)";
    private static final String COMPONENT = ALPHANUMERIC + "(?:" + SEPARATOR + ALPHANUMERIC + ")*+";

    static final Pattern HOST = Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*+|" + IPV6 + ")(?::[0-9]++)?");
    static final Pattern PATH = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");
    static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    /** What could be an image's ID is not the name of a repository. */
    static final Pattern IDENTIFIER = Pattern.compile("[a-f0-9]{64}");

    private Grammar() {}
}
