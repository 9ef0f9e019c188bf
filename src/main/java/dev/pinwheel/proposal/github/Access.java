package dev.pinwheel.proposal.github;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Supplier;

/** What lets us into GitHub: a person's token, or an App. */
@FunctionalInterface
public interface Access {

    /**
     * A token that is valid now; git takes it too, as the password of {@code x-access-token}.
     *
     * @throws IOException if there is none
     */
    String token() throws IOException;

    /** The same for who cannot treat an {@link IOException}: it comes as an {@link UncheckedIOException}. */
    default Supplier<String> secret() {
        return () -> {
            try {
                return token();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        };
    }
}
