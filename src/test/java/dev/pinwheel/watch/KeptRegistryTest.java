package dev.pinwheel.watch;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.evidence.Evidence;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import dev.pinwheel.registry.InMemoryRegistry;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.RegistryException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KeptRegistryTest {

    private static final Repository REPOSITORY = new Repository(new RegistryHost("registry.example"), "team/base");
    private static final byte[] MANIFEST = "{\"schemaVersion\":2,\"mediaType\":\"%s\",\"layers\":[]}"
            .formatted(ManifestType.OCI_MANIFEST.mediaType())
            .getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path directory;

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @SuppressWarnings("NullAway.Init")
    private Descriptor manifest;

    @BeforeEach
    void push() {
        manifest = registry.push(REPOSITORY, ManifestType.OCI_MANIFEST, MANIFEST);
    }

    /** As after a restart: what is kept is on disk alone. */
    private KeptRegistry kept() {
        return new KeptRegistry(registry, new Evidence(directory), Clock.systemUTC());
    }

    @Test
    void aManifestThatWasReadOnceIsReadAlsoWhenTheRegistryHasItNoMore() throws Exception {
        kept().manifest(REPOSITORY, manifest.digest());
        registry.delete(REPOSITORY, manifest.digest());

        var again = kept().manifest(REPOSITORY, manifest.digest());

        assertArrayEquals(MANIFEST, again.bytes());
        assertEquals(manifest, again.descriptor());
    }

    @Test
    void whatSomebodyChangedOnDiskIsAskedForAgain() throws Exception {
        kept().manifest(REPOSITORY, manifest.digest());
        change();

        assertArrayEquals(
                MANIFEST, kept().manifest(REPOSITORY, manifest.digest()).bytes());

        change();
        registry.delete(REPOSITORY, manifest.digest());
        assertThrows(RegistryException.class, () -> kept().manifest(REPOSITORY, manifest.digest()));
    }

    private void change() throws IOException {
        Files.writeString(new Evidence(directory).path(manifest), "{}");
    }
}
