package dev.pinwheel.audit;

import dev.pinwheel.image.Descriptor;
import java.io.IOException;
import java.util.Optional;

/** Where the contents are that entries name. */
@FunctionalInterface
public interface Contents {

    /**
     * The content of this name; nothing if it is not there.
     *
     * @throws IOException if it is there and is not what was stored
     */
    Optional<byte[]> content(Descriptor descriptor) throws IOException;
}
