package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.Map;

/**
 * A build of a Dockerfile that some file asks for.
 *
 * @param dockerfile its path
 * @param arguments the build arguments given, by name
 * @param by what asks
 */
record Build(String dockerfile, Map<String, Text> arguments, UsedBy by) {

    Build {
        arguments = Map.copyOf(arguments);
    }
}
