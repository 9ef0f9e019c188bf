package dev.pinwheel.audit.sql;

import dev.pinwheel.audit.Asking;

/** Asks every question of many facts, in a heap that whoever starts it chooses. Argument: how many facts. */
final class AskingProcess {

    private AskingProcess() {}

    public static void main(String[] arguments) {
        System.out.println(Asking.everything(Integer.parseInt(arguments[0]), SqliteNotebook::new));
    }
}
