package dev.pinwheel.cli;

/** What the process ends with; the help of each command says which it uses. */
final class ExitCodes {

    static final int DONE = 0;
    static final int FAILED = 1;
    static final int UNUSABLE = 2;
    static final int MISSING = 3;

    private ExitCodes() {}
}
