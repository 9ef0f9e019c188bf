package dev.pinwheel.cli;

/** Whether a person looks on. */
final class Terminal {

    private Terminal() {}

    static boolean isInteractive() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
