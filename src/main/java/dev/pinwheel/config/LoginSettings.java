package dev.pinwheel.config;

import java.util.Optional;

/** A user name and its password. */
public record LoginSettings(String username, Secret password) {

    /** Absent where the section has none. */
    static Optional<LoginSettings> read(Section section) {
        var username = section.text("username");
        var password = section.secret("password");
        if (section.has("username") != section.has("password")) {
            section.problem("", "username and password go together");
        }
        return username.flatMap(name -> password.map(secret -> new LoginSettings(name, secret)));
    }
}
