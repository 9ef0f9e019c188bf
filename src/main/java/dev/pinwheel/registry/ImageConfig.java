package dev.pinwheel.registry;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import java.util.ArrayList;
import java.util.List;

/** What an image's config says of its platform and of its unpacked layers, the lowest first. */
public record ImageConfig(Platform platform, List<Digest> diffIds) {

    public ImageConfig {
        diffIds = List.copyOf(diffIds);
    }

    /**
     * Reads an OCI or Docker image config.
     *
     * @throws RegistryException if it is not one
     */
    public static ImageConfig parse(Content content) throws RegistryException {
        var document = Document.parse(content);
        var platform = Index.platform(document.root())
                .orElseThrow(() -> document.wrong("it is not an image's config: it names no platform"));
        var diffIds = new ArrayList<Digest>();
        for (var node : document.elements(document.root().path("rootfs").path("diff_ids"), "rootfs.diff_ids")) {
            diffIds.add(document.digest(node));
        }
        return new ImageConfig(platform, diffIds);
    }

    /** Whether this image was built on that one: its lowest layers are all of that one's layers. */
    public boolean standsOn(ImageConfig base) {
        return !base.diffIds.isEmpty()
                && diffIds.size() >= base.diffIds.size()
                && diffIds.subList(0, base.diffIds.size()).equals(base.diffIds);
    }
}
