package dev.pinwheel;

import dev.pinwheel.cli.Pinwheel;

/** Starts Pinwheel, or says why not. */
public final class Main {

    private Main() {}

    public static void main(String[] arguments) {
        System.exit(Pinwheel.execute(arguments));
    }
}
