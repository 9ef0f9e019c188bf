package dev.pinwheel.candidate.osv;

import dev.pinwheel.candidate.ImageAt;
import dev.pinwheel.candidate.Inventory;
import dev.pinwheel.candidate.ScanResult;
import dev.pinwheel.candidate.Scanner;
import dev.pinwheel.event.ScannerUsed;
import dev.pinwheel.image.Descriptor;
import dev.pinwheel.registry.Registry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The embedded scanner: reads Debian images' layers in the JVM and holds their packages against OSV records. */
public final class OsvScanner implements Scanner {

    private static final long CACHE_CAPACITY = 64L << 20;

    private final String version;
    private final Registry registry;
    private final OsvDirectory records;
    private final Limits limits;
    private final LayerCache cache = new LayerCache(CACHE_CAPACITY);

    /**
     * @param version Pinwheel's own version
     * @param records the directory of OSV records, one a {@code .json} file, in it or below it
     */
    public OsvScanner(String version, Registry registry, Path records, Limits limits) {
        this.version = version;
        this.registry = registry;
        this.records = new OsvDirectory(records);
        this.limits = limits;
    }

    @Override
    public ScanResult scan(List<ImageAt> images) {
        try {
            records.root();
            var systems = new ArrayList<DebianSystem>();
            for (var image : images) {
                systems.add(system(image));
            }
            return scan(records.load(releases(systems)), systems);
        } catch (IOException e) {
            return new ScanResult.NotScanned(reason(e));
        }
    }

    private DebianSystem system(ImageAt place) throws IOException {
        try {
            var image = LayeredImage.open(place, registry);
            if (image.layers().size() > limits.layers()) {
                throw new Unreadable("it has more than the allowed " + limits.layers() + " layers");
            }
            var layers = new ArrayList<Layer>();
            for (var layer : image.layers()) {
                layers.add(layer(image, layer));
            }
            return DebianSystem.read(Layer.stack(layers));
        } catch (IOException e) {
            throw new Unreadable("tried to read the packages of " + name(place) + ", but " + reason(e), e);
        }
    }

    private Layer layer(LayeredImage image, Descriptor descriptor) throws IOException {
        var known = cache.get(descriptor.digest());
        if (known.isPresent()) {
            return known.get();
        }
        if (descriptor.size() > limits.unpacked()) {
            throw new Unreadable(
                    "its layer " + descriptor.digest() + " has more than the allowed " + limits.unpacked() + " bytes");
        }
        try (var blob = image.blobs().blob(descriptor)) {
            var layer = new LayerReader(limits).read(blob);
            cache.put(descriptor.digest(), layer);
            return layer;
        } catch (IOException e) {
            throw new Unreadable("its layer " + descriptor.digest() + " cannot be read: " + reason(e), e);
        }
    }

    private ScanResult scan(OsvDatabase database, List<DebianSystem> systems) throws Unreadable {
        var inventories = new ArrayList<Inventory>();
        for (var system : systems) {
            if (!database.covers(system.release())) {
                throw new Unreadable("the OSV records have none for Debian " + system.release());
            }
            inventories.add(inventory(system, database));
        }
        var data = version + ", records " + database.snapshot();
        return new ScanResult.Scanned(new ScannerUsed("pinwheel-osv", data, database.newest()), inventories);
    }

    private static Inventory inventory(DebianSystem system, OsvDatabase database) throws Unreadable {
        var findings = database.findings(system);
        var report = new OsvReport(system.name(), database.snapshot().toString(), system.packages(), findings);
        return new Inventory(system.name(), system.installed(), findings, report.written());
    }

    private static Set<String> releases(List<DebianSystem> systems) {
        return systems.stream().map(DebianSystem::release).collect(Collectors.toSet());
    }

    private static String name(ImageAt place) {
        return switch (place) {
            case ImageAt.InRegistry(var repository, var digest, var platform) ->
                repository + "@" + digest + " for " + platform;
            case ImageAt.InLayout(var directory) -> "the image in " + directory;
        };
    }

    private static String reason(IOException failure) {
        var message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
