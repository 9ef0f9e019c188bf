package dev.pinwheel.pin;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Finds the images that Compose files ask for, and the builds.
 *
 * <p>A file beside the project's own, such as {@code compose.override.yaml} or {@code compose.prod.yaml},
 * is laid over it, for that is how both are given to Compose; the project's own is read by itself, too.
 *
 * @see <a href="https://docs.docker.com/reference/compose-file/">Compose file reference</a>
 */
final class ComposeReader {

    private final Findings findings;
    private final ComposeDocuments documents;
    private final ComposeServices services;
    private final Set<String> seen = new HashSet<>();

    ComposeReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.documents = new ComposeDocuments(findings, paths);
        this.services = new ComposeServices(findings, documents);
    }

    /** Notes the images and returns the builds of Dockerfiles, those of included files among them. */
    List<Build> read(String path) {
        seen.clear();
        return readOnce(path);
    }

    private List<Build> readOnce(String path) {
        var builds = new ArrayList<Build>();
        if (seen.add(path)) {
            documents.root(path).ifPresent(root -> read(path, root, builds));
        }
        return builds;
    }

    private void read(String path, Yaml root, List<Build> builds) {
        var template = documents.template(Paths.directory(path));
        root.get("services").ifPresent(all -> all.members().forEach((name, service) -> {
            var source = new ComposeService.Source(findings, documents, template, path);
            new ComposeService(source, name, services.of(path, name, service)).read(builds);
        }));
        root.get("include").ifPresent(include -> {
            for (var item : include.items()) {
                include(path, item, template, builds);
            }
        });
    }

    /** A path, or a mapping whose {@code path} is one or several. */
    private void include(String path, Yaml item, Template template, List<Build> builds) {
        var given = item.get("path").orElse(item);
        var files = given.items().isEmpty() ? List.of(given) : given.items();
        for (var file : files) {
            try {
                file.text().map(template::fill).ifPresent(written -> include(path, file, written.toString(), builds));
            } catch (IllegalArgumentException e) {
                findings.problem(path, file.line(), "include: " + e.getMessage());
            }
        }
    }

    private void include(String path, Yaml at, String written, List<Build> builds) {
        if (written.contains("://") || written.startsWith("git@")) {
            return;
        }
        var file = Paths.resolve(Paths.directory(path), written).filter(documents::has);
        if (file.isEmpty()) {
            findings.problem(path, at.line(), "includes " + written + ", which is not here");
        } else if (!FileNames.areCompose(file.get())) {
            builds.addAll(readOnce(file.get()));
        }
    }
}
