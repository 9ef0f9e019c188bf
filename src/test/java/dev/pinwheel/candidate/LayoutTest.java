package dev.pinwheel.candidate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Digest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LayoutTest {

    private static final Digest BASE = Digest.of(new byte[] {1});
    private static final Digest OWN = Digest.of(new byte[] {2});
    private static final Digest OTHER = Digest.of(new byte[] {3});
    private static final Digest CANDIDATE = Digest.of(new byte[] {4});

    @TempDir
    private Path directory;

    @Test
    void readsTheOnlyImagesLayers() throws IOException {
        var image = write(List.of(BASE, OWN), 2);

        var layout = Layout.read(directory);

        assertEquals(image, layout.image());
        assertEquals(List.of(BASE, OWN), layout.diffIds());
    }

    @Test
    void refusesContentThatDoesNotHashToItsName() throws IOException {
        var image = write(List.of(BASE), 1);
        Files.writeString(blob(image), "{}");

        refuses("does not hash to its name");
    }

    @Test
    void refusesALayerThatDoesNotHashToItsName() throws IOException {
        write(List.of(BASE), 1);
        Files.writeString(blob(Digest.of("layer 0".getBytes(StandardCharsets.UTF_8))), "another layer");

        refuses("does not hash to its name");
    }

    @Test
    void refusesMoreLayersThanTheConfigKnows() throws IOException {
        write(List.of(BASE), 2);

        refuses("2 layers and 1 diff_ids");
    }

    @Test
    void refusesTwoImages() throws IOException {
        write(List.of(BASE), 1);
        Files.writeString(directory.resolve("index.json"), "{\"manifests\": [{}, {}]}");

        refuses("2 images instead of one");
    }

    @Test
    void refusesADigestThatIsAPath() throws IOException {
        write(List.of(BASE), 1);
        Files.writeString(
                directory.resolve("index.json"), "{\"manifests\": [{\"digest\": \"sha256:../../../etc/passwd\"}]}");

        refuses("not a sha256");
    }

    @Test
    void theCandidateIsUsedWhereItsLayersAreTheLowest() throws IOException {
        write(List.of(BASE, OWN), 2);

        var used = use(List.of(BASE), Set.of(OTHER));

        assertTrue(used.proved());
        assertEquals("the first 1 of the image's 2 layers are the candidate's (diff_ids compared)", used.how());
    }

    @Test
    void theCandidateIsUsedWhereTheBuilderPulledItForAnotherStage() throws IOException {
        write(List.of(OTHER, OWN), 2);

        assertTrue(use(List.of(BASE), Set.of(OTHER, CANDIDATE)).proved());
    }

    @Test
    void theCandidateIsNotUsedWhereItIsNeitherUnderTheImageNorPulled() throws IOException {
        write(List.of(OWN, BASE), 2);

        assertFalse(use(List.of(BASE), Set.of(OTHER)).proved());
        assertFalse(use(List.of(OWN, BASE, OTHER), Set.of()).proved());
    }

    @Test
    void aCandidateWithoutLayersIsUnderNothing() throws IOException {
        write(List.of(BASE), 1);

        assertFalse(use(List.of(), Set.of()).proved());
    }

    private dev.pinwheel.event.Rebuild.UsedCandidate use(List<Digest> base, Set<Digest> pulled) throws IOException {
        var layout = Layout.read(directory);
        return new CandidateUse(CANDIDATE, base).in(layout, new BuildResult.Built(layout.image(), pulled, ""));
    }

    private void refuses(String why) {
        var refused = assertThrows(IOException.class, () -> Layout.read(directory));
        assertTrue(refused.toString().contains(why), refused::toString);
    }

    private Digest write(List<Digest> diffIds, int layers) throws IOException {
        var config = put("{\"rootfs\": {\"diff_ids\": [" + quoted(diffIds) + "]}}");
        var descriptors = new java.util.ArrayList<String>();
        for (var i = 0; i < layers; i++) {
            descriptors.add(descriptor(put("layer " + i)));
        }
        var manifest =
                put("{\"config\": " + descriptor(config) + ", \"layers\": [" + String.join(", ", descriptors) + "]}");
        Files.writeString(directory.resolve("index.json"), "{\"manifests\": [" + descriptor(manifest) + "]}");
        return manifest;
    }

    private Digest put(String content) throws IOException {
        var digest = Digest.of(content.getBytes(StandardCharsets.UTF_8));
        Files.createDirectories(blob(digest).getParent());
        Files.writeString(blob(digest), content);
        return digest;
    }

    private Path blob(Digest digest) {
        return directory.resolve("blobs").resolve("sha256").resolve(digest.hex());
    }

    private static String descriptor(Digest digest) {
        return "{\"digest\": \"" + digest + "\"}";
    }

    private static String quoted(List<Digest> digests) {
        return Stream.of(digests)
                .flatMap(List::stream)
                .map(digest -> "\"" + digest + "\"")
                .collect(Collectors.joining(", "));
    }
}
