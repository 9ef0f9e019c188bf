package dev.pinwheel.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.RegistryHost;
import dev.pinwheel.image.Repository;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ImagesTest {

    private static final Repository BASE = new Repository(new RegistryHost("registry.example"), "team/base");

    private final InMemoryRegistry registry = new InMemoryRegistry();
    private final Images images = new Images(registry);

    private SmallImage pushed(SmallImage image) {
        registry.push(BASE, image.config());
        registry.push(BASE, ManifestType.OCI_MANIFEST, image.manifest());
        return image;
    }

    private Digest pushed(String index) {
        return registry.push(BASE, ManifestType.OCI_INDEX, index.getBytes(UTF_8))
                .digest();
    }

    private Digest index(SmallImage... members) {
        return registry.push(BASE, ManifestType.OCI_INDEX, SmallImage.index(members))
                .digest();
    }

    private PlatformImage read(Digest digest, String platform) throws RegistryException {
        return images.of(BASE, digest, Platform.parse(platform));
    }

    private String refusal(Digest digest, String platform) {
        return assertThrows(RegistryException.class, () -> read(digest, platform))
                .getMessage();
    }

    @Test
    void readsAnImageWithoutAnIndex() throws Exception {
        var image = pushed(SmallImage.of("linux/amd64", "lower", "upper"));

        var read = read(image.digest(), "linux/amd64");

        assertEquals(image.descriptor(), read.manifest());
        assertEquals(Platform.LINUX_AMD64, read.config().platform());
        assertEquals(
                image.blobs().stream().map(Digest::of).toList(), read.config().diffIds());
        assertEquals(
                image.blobs().stream().map(Digest::of).toList(),
                read.layers().stream().map(Descriptor::digest).toList());
    }

    @ParameterizedTest
    @CsvSource({
        "linux/arm64,linux/arm64/v8",
        "linux/arm64/v8,linux/arm64",
        "linux/arm/v7,linux/arm",
        "linux/arm,linux/arm/v7",
        "linux/amd64,linux/amd64/v1",
        "linux/arm/v6,linux/arm/v6"
    })
    void takesNoVariantForTheUsualOne(String there, String wanted) throws Exception {
        var other = pushed(SmallImage.of("linux/amd64/v3", "another layer"));
        var image = pushed(SmallImage.of(there, "a layer"));

        assertEquals(
                image.digest(), read(index(other, image), wanted).manifest().digest());
    }

    @ParameterizedTest
    @CsvSource({"linux/arm/v6,linux/arm/v7", "linux/amd64/v3,linux/amd64", "windows/amd64,linux/amd64"})
    void doesNotTakeOnePlatformForAnother(String there, String wanted) {
        var image = pushed(SmallImage.of(there, "a layer"));

        assertTrue(refusal(index(image), wanted).contains("but it has only " + there));
        assertTrue(refusal(image.digest(), wanted).contains("but it has only " + there));
    }

    @Test
    void passesAttestationsOver() throws Exception {
        var image = pushed(SmallImage.of("linux/amd64", "a layer"));
        var unknown = pushed(SmallImage.of("unknown/unknown", "an attestation"));
        var marked = image.entry().replace("\"platform\"", """
                "annotations":{"vnd.docker.reference.type":"attestation-manifest"},"platform\"""");
        var bytes =
                new String(SmallImage.index(unknown), UTF_8).replace("]}", "," + marked + "," + image.entry() + "]}");

        var entries = Index.parse(registry.manifest(BASE, pushed(bytes))).entries();

        assertEquals(1, entries.size());
        assertEquals(image.descriptor(), entries.getFirst().manifest());
    }

    @Test
    void refusesAnIndexInAnIndex() {
        var inner = SmallImage.index(pushed(SmallImage.of("linux/amd64", "a layer")));
        registry.push(BASE, ManifestType.OCI_INDEX, inner);
        var entry = "{\"mediaType\":\"" + ManifestType.OCI_INDEX.mediaType() + "\",\"digest\":\"" + Digest.of(inner)
                + "\",\"size\":" + inner.length + ",\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}";

        var outer = registry.push(BASE, ManifestType.OCI_INDEX, SmallImage.index(entry));

        assertTrue(refusal(outer.digest(), "linux/amd64").contains("an index inside its index"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"manifests\":{}}",
                "{\"manifests\":[],\"manifests\":[]}",
                "{\"manifests\":[]} {}",
                "{\"manifests\":[],\"layers\":[]}",
                "{\"manifests\":[],\"mediaType\":\"application/vnd.oci.image.manifest.v1+json\"}",
                "{\"manifests\":[{\"platform\":{\"os\":\"linux\",\"architecture\":\"amd64\"}}]}",
                "\u0000"
            })
    void refusesWhatIsNoIndex(String text) {
        assertTrue(refusal(pushed(text), "linux/amd64").startsWith("tried to read sha256:"));
    }

    @Test
    void refusesAConfigThatNamesOtherLayers() {
        var image = pushed(SmallImage.of("linux/amd64", "lower", "upper"));
        var manifest = new String(image.manifest(), UTF_8).replaceFirst("\"layers\":\\[\\{[^}]*\\},", "\"layers\":[");
        var forged = registry.push(BASE, ManifestType.OCI_MANIFEST, manifest.getBytes(UTF_8));

        assertTrue(refusal(forged.digest(), "linux/amd64").contains("it has 1 layers and its config names 2"));
    }

    @Test
    void refusesAConfigThatIsTooLarge() {
        var image = pushed(SmallImage.of("linux/amd64", "a layer"));
        var manifest = new String(image.manifest(), UTF_8).replaceFirst("\"size\":[0-9]+", "\"size\":4194305");
        var forged = registry.push(BASE, ManifestType.OCI_MANIFEST, manifest.getBytes(UTF_8));

        assertTrue(refusal(forged.digest(), "linux/amd64").contains("at most 4194304 are read"));
    }

    @Test
    void knowsWhatAnImageStandsOn() throws Exception {
        var base = read(pushed(SmallImage.of("linux/amd64", "debian", "python")).digest(), "linux/amd64");
        var built = read(
                pushed(SmallImage.of("linux/amd64", "debian", "python", "application"))
                        .digest(),
                "linux/amd64");
        var other = read(
                pushed(SmallImage.of("linux/amd64", "debian", "ruby", "application"))
                        .digest(),
                "linux/amd64");

        assertTrue(built.config().standsOn(base.config()));
        assertTrue(base.config().standsOn(base.config()));
        assertFalse(base.config().standsOn(built.config()));
        assertFalse(other.config().standsOn(base.config()));
    }
}
