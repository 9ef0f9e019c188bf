package dev.pinwheel.pin;

import dev.pinwheel.pin.Layers.Layer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Services as Compose puts them together: of the files of a project, and of the services that they extend. */
final class ComposeServices {

    private static final int LONGEST_CHAIN = 20;
    private static final List<String> BASES =
            List.of("compose.yaml", "compose.yml", "docker-compose.yml", "docker-compose.yaml");

    private final Findings findings;
    private final ComposeDocuments documents;

    ComposeServices(Findings findings, ComposeDocuments documents) {
        this.findings = findings;
        this.documents = documents;
    }

    /** The file below the one of this path, where both are given to Compose: the project's own. */
    Optional<String> base(String path) {
        var directory = Paths.directory(path);
        var name = path.substring(directory.isEmpty() ? 0 : directory.length() + 1);
        return BASES.contains(name) || !FileNames.areCompose(path)
                ? Optional.empty()
                : BASES.stream()
                        .map(base -> directory.isEmpty() ? base : directory + "/" + base)
                        .filter(documents::has)
                        .findFirst();
    }

    /** A service of a file, over the one of its name in the project's own file. */
    Layers of(String path, String name, Yaml service) {
        var layers = new ArrayList<Layer>();
        base(path)
                .flatMap(base -> service(base, name).map(below -> new Layer(base, below)))
                .ifPresent(below -> extended(below, layers, 0));
        extended(new Layer(path, service), layers, 0);
        return new Layers(layers);
    }

    private Optional<Yaml> service(String path, String name) {
        return documents.root(path).flatMap(root -> root.get("services")).flatMap(all -> all.get(name));
    }

    /** Adds a service, and before it what it extends. */
    private void extended(Layer service, List<Layer> layers, int depth) {
        service.yaml().get("extends").ifPresent(extension -> {
            var name = extension.text().or(() -> extension.get("service").flatMap(Yaml::text));
            var file = extension
                    .get("file")
                    .flatMap(Yaml::text)
                    .map(text -> Paths.resolve(Paths.directory(service.path()), text.toString()))
                    .orElse(Optional.of(service.path()));
            var below = file.filter(documents::has)
                    .flatMap(path ->
                            name.flatMap(text -> service(path, text.toString()).map(found -> new Layer(path, found))));
            if (below.isPresent() && depth < LONGEST_CHAIN) {
                extended(below.get(), layers, depth + 1);
            } else {
                findings.problem(
                        service.path(),
                        extension.line(),
                        "extends "
                                + (below.isPresent()
                                        ? "more than " + LONGEST_CHAIN + " services in a row"
                                        : "a service that is not here"));
            }
        });
        layers.add(service);
    }
}
