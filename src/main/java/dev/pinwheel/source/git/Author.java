package dev.pinwheel.source.git;

import java.time.Instant;
import java.time.ZoneOffset;
import org.eclipse.jgit.lib.PersonIdent;

/** Who our commits say wrote them. */
public record Author(String name, String email) {

    public static final Author PINWHEEL = new Author("Pinwheel", "pinwheel@localhost");

    PersonIdent at(Instant time) {
        return new PersonIdent(name, email, time, ZoneOffset.UTC);
    }
}
