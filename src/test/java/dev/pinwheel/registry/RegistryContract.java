package dev.pinwheel.registry;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Unknown;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What every registry does, whoever it is. */
public interface RegistryContract {

    /** The registry under test, as its user sees it. */
    Registry registry();

    /** A repository in it that is empty before each test. */
    Repository repository();

    /** Puts a blob into the repository. */
    void push(byte[] blob) throws Exception;

    /** Puts a manifest into the repository, and points a tag at it. */
    void push(Tag tag, ManifestType type, byte[] manifest) throws Exception;

    /** Takes a manifest out of the repository, and with it every tag that points at it. */
    void delete(Digest manifest) throws Exception;

    private void push(Tag tag, SmallImage image) throws Exception {
        for (var blob : image.blobs()) {
            push(blob);
        }
        push(image.config());
        push(tag, ManifestType.OCI_MANIFEST, image.manifest());
    }

    private Watch watch(String tag) {
        return new Watch(repository(), new Tag(tag));
    }

    @Test
    default void resolvesATagToTheManifestItPointsAt() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        push(new Tag("1"), image);

        assertEquals(new Resolved(image.descriptor()), registry().resolve(watch("1")));
    }

    @Test
    default void resolvesAMovedTagToWhereItPointsNow() throws Exception {
        var later = SmallImage.of("linux/amd64", "a newer layer");
        push(new Tag("1"), SmallImage.of("linux/amd64", "a layer"));
        push(new Tag("1"), later);

        assertEquals(new Resolved(later.descriptor()), registry().resolve(watch("1")));
    }

    @Test
    default void resolvesATagOfAnIndexToTheIndex() throws Exception {
        var intel = SmallImage.of("linux/amd64", "a layer");
        var arm = SmallImage.of("linux/arm64", "another layer");
        push(new Tag("intel"), intel);
        push(new Tag("arm"), arm);
        var index = SmallImage.index(intel, arm);
        push(new Tag("1"), ManifestType.OCI_INDEX, index);

        assertEquals(
                new Resolved(new Descriptor(ManifestType.OCI_INDEX.mediaType(), Digest.of(index), index.length)),
                registry().resolve(watch("1")));
    }

    @Test
    default void resolvesWhatHasDockersMediaTypes() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        push(new Tag("plain"), image);
        var manifest = docker(image.manifest());
        push(new Tag("image"), ManifestType.DOCKER_MANIFEST, manifest);
        var list = docker(SmallImage.index(SmallImage.entry(manifest)));
        push(new Tag("list"), ManifestType.DOCKER_LIST, list);

        assertEquals(
                resolved(ManifestType.DOCKER_MANIFEST, manifest), registry().resolve(watch("image")));
        assertEquals(resolved(ManifestType.DOCKER_LIST, list), registry().resolve(watch("list")));
        assertEquals(resolved(ManifestType.DOCKER_LIST, list), registry().resolve(repository(), Digest.of(list)));
        assertArrayEquals(
                manifest, registry().manifest(repository(), Digest.of(manifest)).bytes());
    }

    private static Resolved resolved(ManifestType type, byte[] manifest) {
        return new Resolved(new Descriptor(type.mediaType(), Digest.of(manifest), manifest.length));
    }

    private static byte[] docker(byte[] manifest) {
        return new String(manifest, UTF_8)
                .replace(ManifestType.OCI_INDEX.mediaType(), ManifestType.DOCKER_LIST.mediaType())
                .replace(ManifestType.OCI_MANIFEST.mediaType(), ManifestType.DOCKER_MANIFEST.mediaType())
                .replace("application/vnd.oci.image.config.v1+json", "application/vnd.docker.container.image.v1+json")
                .replace("application/vnd.oci.image.layer.v1.tar", "application/vnd.docker.image.rootfs.diff.tar.gzip")
                .getBytes(UTF_8);
    }

    @Test
    default void saysThatWhatWasDeletedIsUnknown() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        var other = SmallImage.of("linux/amd64", "another layer");
        push(new Tag("1"), image);
        push(new Tag("2"), other);

        delete(image.digest());

        assertInstanceOf(Unknown.class, registry().resolve(watch("1")));
        assertInstanceOf(absent(), registry().resolve(repository(), image.digest()));
        assertThrows(RegistryException.class, () -> registry().manifest(repository(), image.digest()));
        assertEquals(new Resolved(other.descriptor()), registry().resolve(watch("2")));
    }

    @Test
    default void saysThatATagIsUnknownAndWhatWasTried() throws Exception {
        push(new Tag("1"), SmallImage.of("linux/amd64", "a layer"));

        var unknown = assertInstanceOf(Unknown.class, registry().resolve(watch("2")));

        assertTrue(unknown.reason().startsWith("tried to resolve " + watch("2") + " but "), unknown.reason());
    }

    @Test
    default void saysThatARepositoryIsUnknown() {
        var elsewhere = new Repository(repository().host(), "nobody/was-ever-here");

        assertInstanceOf(Unknown.class, registry().resolve(new Watch(elsewhere, new Tag("1"))));
    }

    @Test
    default void findsAManifestByItsDigestAsLongAsItIsThere() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        push(new Tag("1"), image);

        assertEquals(new Resolved(image.descriptor()), registry().resolve(repository(), image.digest()));
        assertInstanceOf(absent(), registry().resolve(repository(), Digest.of(new byte[] {1})));
    }

    /** What a manifest that is not there comes to. */
    default Class<? extends Resolution.Failure> absent() {
        return Unknown.class;
    }

    @Test
    default void givesAManifestByItsDigest() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        push(new Tag("1"), image);

        var manifest = registry().manifest(repository(), image.digest());

        assertEquals(image.descriptor(), manifest.descriptor());
        assertArrayEquals(image.manifest(), manifest.bytes());
    }

    @Test
    default void saysThatAManifestIsUnknown() throws Exception {
        push(new Tag("1"), SmallImage.of("linux/amd64", "a layer"));
        var digest = Digest.of(new byte[] {1});

        var thrown = assertThrows(RegistryException.class, () -> registry().manifest(repository(), digest));

        assertInstanceOf(Unknown.class, thrown.failure());
        assertTrue(thrown.getMessage().contains(repository() + "@" + digest), thrown.getMessage());
    }

    @Test
    default void streamsABlob() throws Exception {
        var blob = new byte[300_000];
        blob[299_999] = 7;
        push(blob);

        try (var stream = registry().blob(repository(), new Descriptor("any/thing", Digest.of(blob), blob.length))) {
            assertArrayEquals(blob, stream.readAllBytes());
        }
    }

    @Test
    default void failsAStreamThatIsLongerThanItsDescriptorSays() throws Exception {
        var blob = new byte[1_000];
        push(blob);
        var tooShort = new Descriptor("any/thing", Digest.of(blob), 999);

        try (var stream = registry().blob(repository(), tooShort)) {
            assertThrows(IOException.class, stream::readAllBytes);
        }
    }

    @Test
    default void failsAStreamThatIsShorterThanItsDescriptorSays() throws Exception {
        var blob = new byte[1_000];
        push(blob);
        var tooLong = new Descriptor("any/thing", Digest.of(blob), 1_001);

        try (var stream = registry().blob(repository(), tooLong)) {
            assertThrows(IOException.class, stream::readAllBytes);
        }
    }

    @Test
    default void saysThatABlobIsUnknown() throws Exception {
        push(new byte[] {1});
        var missing = new Descriptor("any/thing", Digest.of(new byte[] {2}), 1);

        var thrown = assertThrows(RegistryException.class, () -> registry().blob(repository(), missing));

        assertInstanceOf(Unknown.class, thrown.failure());
    }

    @Test
    default void findsOnePlatformsImageInAnIndex() throws Exception {
        var intel = SmallImage.of("linux/amd64", "a layer");
        var arm = SmallImage.of("linux/arm/v7", "one layer", "another layer");
        push(new Tag("intel"), intel);
        push(new Tag("arm"), arm);
        var index = SmallImage.index(intel, arm);
        push(new Tag("1"), ManifestType.OCI_INDEX, index);

        var image = new Images(registry()).of(repository(), Digest.of(index), Platform.parse("linux/arm/v7"));

        assertEquals(arm.descriptor(), image.manifest());
        assertEquals(
                arm.blobs().stream().map(Digest::of).toList(), image.config().diffIds());
    }

    @Test
    default void listsWhatRefersToAManifest() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        var signature = SmallImage.of("linux/amd64", "a signature");
        push(new Tag("1"), image);
        push(new Tag("signature"), signature);
        push(Referrer.tag(image.digest()), ManifestType.OCI_INDEX, SmallImage.index(signature));

        assertEquals(
                List.of(new Referrer(signature.descriptor(), Optional.empty(), Map.of())),
                registry().referrers(repository(), image.digest()));
    }

    @Test
    default void listsNothingWhereNothingRefersToAManifest() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        push(new Tag("1"), image);

        assertEquals(List.of(), registry().referrers(repository(), image.digest()));
    }

    @Test
    default void answersManyAtOnce() throws Exception {
        var image = SmallImage.of("linux/amd64", "a layer");
        push(new Tag("1"), image);
        var looks = new ArrayList<Callable<Resolution>>();
        for (var i = 0; i < 100; i++) {
            looks.add(() -> registry().resolve(watch("1")));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var look : threads.invokeAll(looks)) {
                assertEquals(new Resolved(image.descriptor()), look.get());
            }
        }
    }
}
