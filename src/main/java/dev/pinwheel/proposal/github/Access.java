package dev.pinwheel.proposal.github;

import java.io.IOException;

/** What lets us into GitHub: a person's token, or an App. */
@FunctionalInterface
public interface Access {

    /**
     * A token that is valid now; git takes it too, as the password of {@code x-access-token}.
     *
     * @throws IOException if there is none
     */
    String token() throws IOException;
}
