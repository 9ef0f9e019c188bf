package dev.pinwheel.watch;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** A registry that remembers what it was asked; a test may make it slow, or make it throw. */
final class Counted implements Registry {

    private volatile Registry registry;
    private final List<String> requests = new CopyOnWriteArrayList<>();
    private volatile Consumer<Watch> before = watch -> {};
    private volatile Consumer<Watch> after = watch -> {};
    private volatile Consumer<Digest> reading = digest -> {};
    private volatile Optional<Resolution.Failure> byDigest = Optional.empty();
    private volatile Optional<Digest> broken = Optional.empty();

    Counted(Registry registry) {
        this.registry = registry;
    }

    /** From now on another registry answers. */
    void instead(Registry other) {
        registry = other;
    }

    /** What happens before each look at a tag is answered. */
    void before(Consumer<Watch> look) {
        before = look;
    }

    /** What happens when a look at a tag has its answer, and before it is given. */
    void after(Consumer<Watch> look) {
        after = look;
    }

    /** What happens before each manifest is given. */
    void beforeReading(Consumer<Digest> manifest) {
        reading = manifest;
    }

    /** From now on every look for a digest fails. */
    void failByDigest(Resolution.Failure failure) {
        byDigest = Optional.of(failure);
    }

    /** From now on looks for digests are answered again. */
    void answerByDigest() {
        byDigest = Optional.empty();
    }

    /** From now on reading this digest throws as a bug does. */
    void throwFor(Digest digest) {
        broken = Optional.of(digest);
    }

    /** How often exactly this was asked for. */
    long times(Object request) {
        return requests.stream().filter(request.toString()::equals).count();
    }

    void forget() {
        requests.clear();
    }

    @Override
    public Resolution resolve(Watch watch) {
        requests.add(watch.toString());
        before.accept(watch);
        var answer = registry.resolve(watch);
        after.accept(watch);
        return answer;
    }

    @Override
    public Resolution resolve(Repository repository, Digest digest) {
        requests.add(digest.toString());
        return byDigest.<Resolution>map(failure -> failure).orElseGet(() -> registry.resolve(repository, digest));
    }

    @Override
    public Content manifest(Repository repository, Digest digest) throws RegistryException {
        requests.add(digest.toString());
        reading.accept(digest);
        breakOn(digest);
        return registry.manifest(repository, digest);
    }

    @Override
    public InputStream blob(Repository repository, Descriptor blob) throws RegistryException {
        requests.add(blob.digest().toString());
        breakOn(blob.digest());
        return registry.blob(repository, blob);
    }

    private void breakOn(Digest digest) {
        if (broken.equals(Optional.of(digest))) {
            throw new IllegalStateException("a bug");
        }
    }
}
