package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.packageurl.MalformedPackageURLException;
import com.github.packageurl.PackageURL;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Reference;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.cyclonedx.Version;
import org.cyclonedx.exception.ParseException;
import org.cyclonedx.parsers.JsonParser;
import org.junit.jupiter.api.Test;

/** Held against the CycloneDX project's own schema and parser. */
class SbomTest {

    private static final Digest IMAGE = Digest.of(new byte[] {1});
    private static final Subject BASE = new Subject(
            new ImageAt.InRegistry(
                    Reference.parse("registry.test:5000/team/debian").repository(),
                    IMAGE,
                    Platform.parse("linux/arm64/v8")),
            IMAGE,
            Optional.empty());
    private static final Subject BUILT =
            new Subject(new ImageAt.InLayout(Path.of("layout")), IMAGE, Optional.of("app/Dockerfile"));
    private static final Inventory INVENTORY =
            Inventories.of(Map.of("libssl3", "1:3.0.20-1~deb12u1", "libstdc++6", "12.2.0-14+deb12u1", "bash", "5.2"));

    private static byte[] written(Subject subject, Inventory inventory) {
        return new Sbom(subject, inventory, "trivy").written();
    }

    private static JsonNode json(Subject subject, Inventory inventory) throws IOException {
        return new ObjectMapper().readTree(written(subject, inventory));
    }

    @Test
    void isValidByTheSchema() throws IOException {
        for (var subject : List.of(BASE, BUILT)) {
            assertEquals(List.of(), new JsonParser().validate(written(subject, INVENTORY), Version.VERSION_16));
        }
    }

    @Test
    void theSchemaIsNotPassedByAnything() throws IOException {
        var broken = new String(written(BASE, INVENTORY), StandardCharsets.UTF_8).replace("\"library\"", "\"book\"");

        assertFalse(new JsonParser()
                .validate(broken.getBytes(StandardCharsets.UTF_8), Version.VERSION_16)
                .isEmpty());
    }

    @Test
    void namesTheImageItsDistributionAndEveryPackage() throws ParseException {
        var bom = new JsonParser().parse(written(BASE, INVENTORY));
        var image = bom.getMetadata().getComponent();

        assertEquals("registry.test:5000/team/debian", image.getName());
        assertEquals(IMAGE.toString(), image.getVersion());
        assertEquals(
                List.of("debian 12", "bash 5.2", "libssl3 1:3.0.20-1~deb12u1", "libstdc++6 12.2.0-14+deb12u1"),
                bom.getComponents().stream()
                        .map(component -> component.getName() + " " + component.getVersion())
                        .toList());
    }

    @Test
    void packageUrlsAreReadBackWithTheirParts() throws ParseException, MalformedPackageURLException {
        var bom = new JsonParser().parse(written(BASE, INVENTORY));
        var library = new PackageURL(bom.getComponents().getLast().getPurl());

        assertEquals("deb", library.getType());
        assertEquals("debian", library.getNamespace());
        assertEquals("libstdc++6", library.getName());
        assertEquals("12.2.0-14+deb12u1", library.getVersion());
        assertEquals(Map.of("arch", "amd64", "distro", "debian-12.15"), library.getQualifiers());
        assertEquals(
                "1:3.0.20-1~deb12u1", new PackageURL(bom.getComponents().get(2).getPurl()).getVersion());

        var image = new PackageURL(bom.getMetadata().getComponent().getPurl());
        assertEquals("oci", image.getType());
        assertEquals("debian", image.getName());
        assertEquals(IMAGE.toString(), image.getVersion());
        assertEquals(
                Map.of("arch", "arm64", "repository_url", "registry.test:5000/team/debian"), image.getQualifiers());
    }

    @Test
    void referencesAreUniqueAndDependenciesNameThem() throws IOException {
        var twice = new Inventory(
                "debian 12",
                List.of(
                        Inventories.installed("libc6", "2.36", "amd64", "glibc"),
                        Inventories.installed("libc6", "2.36", "i386", "glibc"),
                        Inventories.installed("libc6", "2.36", "i386", "glibc")),
                List.of(),
                INVENTORY.report());
        var document = json(BASE, twice);
        var refs = new ArrayList<>(document.findValuesAsText("bom-ref"));

        assertEquals(4, refs.size());
        assertEquals(refs.size(), new HashSet<>(refs).size());
        for (var dependency : document.path("dependencies")) {
            assertTrue(refs.contains(dependency.path("ref").asText()), dependency.toString());
            dependency.path("dependsOn").forEach(ref -> assertTrue(refs.contains(ref.asText()), ref.toString()));
        }
    }

    @Test
    void theSameImageMakesTheSameBytesInWhateverOrderItsPackagesAreRead() {
        var reversed = new ArrayList<>(INVENTORY.packages());
        Collections.reverse(reversed);
        var other = new Inventory(INVENTORY.system(), reversed, List.of(), INVENTORY.report());

        assertArrayEquals(written(BASE, INVENTORY), written(BASE, other));
    }

    @Test
    void theSerialNumberFollowsFromTheContent() throws IOException {
        var one = json(BASE, INVENTORY).path("serialNumber").asText();
        var other = json(BUILT, INVENTORY).path("serialNumber").asText();

        assertTrue(one.matches("urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-a[0-9a-f]{3}-[0-9a-f]{12}"), one);
        assertNotEquals(one, other);
    }

    @Test
    void sayThatOnlyPackagesOfTheDistributionAreInIt() throws IOException {
        var composition = json(BASE, INVENTORY).path("compositions").path(0);

        assertEquals("incomplete", composition.path("aggregate").asText());
    }
}
