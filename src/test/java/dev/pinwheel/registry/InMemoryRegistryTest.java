package dev.pinwheel.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Resolution.Resolved;
import dev.pinwheel.registry.Resolution.Unknown;
import dev.pinwheel.registry.Resolution.Unreachable;
import org.junit.jupiter.api.Test;

class InMemoryRegistryTest implements RegistryContract {

    private static final Watch WATCH = Watch.parse("registry.example/team/base:1");
    private static final byte[] MANIFEST =
            SmallImage.of("linux/amd64", "a layer").manifest();

    private final InMemoryRegistry registry = new InMemoryRegistry();

    @Override
    public Registry registry() {
        return registry;
    }

    @Override
    public Repository repository() {
        return WATCH.repository();
    }

    @Override
    public void push(byte[] blob) {
        registry.push(repository(), blob);
    }

    @Override
    public void push(Tag tag, ManifestType type, byte[] manifest) {
        registry.point(
                new Watch(repository(), tag),
                registry.push(repository(), type, manifest).digest());
    }

    @Override
    public void delete(Digest manifest) {
        registry.delete(repository(), manifest);
    }

    @Test
    void resolvesToAFailureUntilItIsHealed() {
        push(WATCH.tag(), ManifestType.OCI_MANIFEST, MANIFEST);
        var failure = new Unreachable("the cable is cut");

        registry.fail(WATCH, failure);
        assertEquals(failure, registry.resolve(WATCH));

        registry.heal(WATCH);
        assertInstanceOf(Resolved.class, registry.resolve(WATCH));
    }

    @Test
    void knowsNoTagThatWasRemoved() {
        push(WATCH.tag(), ManifestType.OCI_MANIFEST, MANIFEST);

        registry.untag(WATCH);

        assertInstanceOf(Unknown.class, registry.resolve(WATCH));
    }

    @Test
    void pointsNoTagAtWhatItDoesNotHave() {
        assertThrows(IllegalArgumentException.class, () -> registry.point(WATCH, Digest.of(MANIFEST)));
    }
}
