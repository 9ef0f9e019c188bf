package dev.pinwheel.cli;

import java.io.Console;
import java.util.Optional;

/** Whether a person looks on. */
final class Terminal {

    private Terminal() {}

    static boolean isInteractive() {
        return Optional.ofNullable(System.console()).filter(Console::isTerminal).isPresent();
    }
}
