package dev.pinwheel.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * The door for hooks.
 *
 * @param host the address that it listens on
 * @param maxBody the largest body of a message, in bytes
 * @param connections how many connections there may be at once
 * @param connectionsPerAddress how many of them may be from one address
 */
public record HooksSettings(
        String host, int port, int maxBody, int connections, int connectionsPerAddress, List<HookSettings> senders) {

    private static final int MEBIBYTE = 1 << 20;
    private static final int MOST_CONNECTIONS = 10_000;

    public HooksSettings {
        senders = List.copyOf(senders);
    }

    static HooksSettings read(Section section) {
        var settings = new HooksSettings(
                section.text("host").orElse("127.0.0.1"),
                section.number("port", 8081, 0, 65_535),
                section.number("maxBody", MEBIBYTE, 1_024, 25 * MEBIBYTE),
                section.number("connections", 64, 1, MOST_CONNECTIONS),
                section.number("connectionsPerAddress", 16, 1, MOST_CONNECTIONS),
                senders(section));
        section.end();
        return settings;
    }

    private static List<HookSettings> senders(Section section) {
        var names = new HashSet<String>();
        var senders = new ArrayList<HookSettings>();
        for (var sender : section.sections("senders")) {
            HookSettings.read(sender).ifPresent(senders::add);
            sender.text("name").filter(name -> !names.add(name)).ifPresent(name -> sender.problem("name", "is twice"));
            sender.end();
        }
        return senders;
    }
}
