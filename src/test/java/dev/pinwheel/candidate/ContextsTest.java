package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.pinwheel.event.Source;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ContextsTest {

    private static final Source APP = new Source("/srv/app.git");

    private final Contexts contexts = new Contexts(Map.of(APP, Map.of("docker/Dockerfile", ".", "a/Dockerfile", "b")));

    @Test
    void aDockerfilesOwnDirectoryIsItsContext() {
        assertEquals("tools/lint", contexts.of(APP, "tools/lint/Dockerfile"));
        assertEquals("", contexts.of(APP, "Dockerfile"));
    }

    @Test
    void theConfigurationSaysOtherwise() {
        assertEquals("", contexts.of(APP, "docker/Dockerfile"));
        assertEquals("b", contexts.of(APP, "a/Dockerfile"));
    }

    @Test
    void whatIsSaidOfOneSourceHoldsForNoOther() {
        assertEquals("docker", contexts.of(new Source("/srv/other.git"), "docker/Dockerfile"));
    }
}
