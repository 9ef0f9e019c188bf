package dev.pinwheel.image;

import java.util.regex.Pattern;

/** The grammar of references, after distribution/reference. */
final class Grammar {

    private static final String LABEL = "[a-zA-Z0-9]+(?:-+[a-zA-Z0-9]+)*+";
    private static final String IPV6 = "\\[[a-fA-F0-9:]+\\]";
    private static final String ALPHANUMERIC = "[a-z0-9]+";
    private static final String SEPARATOR = "(?:[._]|__|[-]+)";
    private static final String COMPONENT = ALPHANUMERIC + "(?:" + SEPARATOR + ALPHANUMERIC + ")*+";

    static final Pattern HOST = Pattern.compile("(?:" + LABEL + "(?:\\." + LABEL + ")*+|" + IPV6 + ")(?::[0-9]{1,5})?");
    static final Pattern PATH = Pattern.compile(COMPONENT + "(?:/" + COMPONENT + ")*+");
    static final Pattern TAG = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}");

    private Grammar() {}
}
