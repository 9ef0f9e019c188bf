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

    /** A service as the files of a project give it; absent if none does. */
    Optional<Layers> of(ComposeProject project, String name) {
        var layers = new ArrayList<Layer>();
        for (var path : project.paths()) {
            service(path, name)
                    .map(found -> new Layer(path, project.directory(), found))
                    .ifPresent(layer -> extended(layer, project.template(), layers, 0));
        }
        return layers.isEmpty() ? Optional.empty() : Optional.of(new Layers(layers));
    }

    private Optional<Yaml> service(String path, String name) {
        return documents.root(path).flatMap(root -> root.get("services")).flatMap(all -> all.get(name));
    }

    /** Adds a service, and before it what it extends. */
    private void extended(Layer service, Template template, List<Layer> layers, int depth) {
        service.yaml().get("extends").ifPresent(extension -> {
            try {
                if (depth == LONGEST_CHAIN) {
                    throw new IllegalArgumentException("more than " + LONGEST_CHAIN + " services in a row");
                }
                extended(below(service.of(extension), template), template, layers, depth + 1);
            } catch (IllegalArgumentException e) {
                findings.problem(service.path(), extension.line(), "extends " + e.getMessage());
            }
        });
        layers.add(service);
    }

    /** The service that is extended; a file's own paths begin where it is. */
    private Layer below(Layer extension, Template template) {
        var name =
                extension.yaml().text().or(() -> extension.yaml().get("service").flatMap(Yaml::text));
        var written = extension.yaml().get("file").flatMap(Yaml::text).map(template::fill);
        var path = written.map(file -> Paths.resolve(extension.directory(), file.toString()))
                .orElse(Optional.of(extension.path()));
        var directory = written.isEmpty() ? Optional.of(extension.directory()) : path.map(Paths::directory);
        return path.filter(documents::has)
                .flatMap(file -> name.map(template::fill).flatMap(text -> service(file, text.toString())))
                .map(found -> new Layer(path.orElseThrow(), directory.orElseThrow(), found))
                .orElseThrow(() -> new IllegalArgumentException("a service that is not here"));
    }
}
