package dev.pinwheel.candidate.osv;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Registry;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import dev.pinwheel.registry.VerifiedStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;

/** A registry that serves a layout's blobs and remembers which were asked for. */
final class LayoutRegistry implements Registry {

    private final Layout layout;
    private final List<Digest> asked = new ArrayList<>();

    LayoutRegistry(Layout layout) {
        this.layout = layout;
    }

    List<Digest> asked() {
        return asked;
    }

    @Override
    public Resolution resolve(Watch watch) {
        return new Resolution.Unknown("a layout has no tags");
    }

    @Override
    public Resolution resolve(Repository repository, Digest digest) {
        return new Resolution.Unknown("a layout is asked for content only");
    }

    @Override
    public Content manifest(Repository repository, Digest digest) throws RegistryException {
        try {
            var bytes = Files.readAllBytes(layout.path(digest));
            return new Content(new Descriptor("", digest, bytes.length), bytes);
        } catch (IOException e) {
            throw new RegistryException("there is no " + digest, e);
        }
    }

    @Override
    public InputStream blob(Repository repository, Descriptor blob) throws RegistryException {
        asked.add(blob.digest());
        try {
            return new VerifiedStream(Files.newInputStream(layout.path(blob.digest())), blob, "tried to read a blob");
        } catch (IOException e) {
            throw new RegistryException("there is no " + blob.digest(), e);
        }
    }
}
