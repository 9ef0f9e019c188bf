package dev.pinwheel.registry;

import dev.pinwheel.image.Descriptor;
import java.util.ArrayList;
import java.util.List;

/** One platform's image: its config and its layers, the lowest first. */
public record ImageManifest(Descriptor config, List<Descriptor> layers) {

    public ImageManifest {
        layers = List.copyOf(layers);
    }

    /**
     * Reads an OCI image manifest or a Docker schema 2 manifest.
     *
     * @throws RegistryException if it is not one
     */
    public static ImageManifest parse(Content content) throws RegistryException {
        var document = Document.manifest(content);
        var layers = new ArrayList<Descriptor>();
        for (var node : document.list("layers")) {
            layers.add(document.descriptor(node));
        }
        return new ImageManifest(document.descriptor(document.root().path("config")), layers);
    }
}
