package dev.pinwheel.cli;

import dev.pinwheel.Bot;
import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints. */
final class Version implements IVersionProvider {

    @Override
    public String[] getVersion() {
        return new String[] {
            "pinwheel " + Bot.version(), "Java " + Runtime.version(),
        };
    }
}
