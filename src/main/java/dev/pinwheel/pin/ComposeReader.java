package dev.pinwheel.pin;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

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
    private final ComposeIncludes includes;

    ComposeReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.documents = new ComposeDocuments(findings, paths);
        this.services = new ComposeServices(findings, documents);
        this.includes = new ComposeIncludes(findings, documents);
    }

    /** Notes the images and returns the builds of Dockerfiles, those of included files among them. */
    List<Build> read(String path) {
        var builds = new ArrayList<Build>();
        documents.root(path).ifPresent(root -> read(path, root, builds));
        return builds;
    }

    private void read(String path, Yaml root, List<Build> builds) {
        var directory = Paths.directory(path);
        var paths = Stream.concat(services.base(path).stream(), Stream.of(path)).toList();
        var project = new ComposeProject(paths, directory, documents.template(path));
        read(project, names(root), builds);
        include(project, path, List.of(path), builds);
    }

    private void read(ComposeProject project, Set<String> names, List<Build> builds) {
        var source = new ComposeService.Source(findings, documents, project);
        names.forEach(name -> services.of(project, name)
                .ifPresent(service -> new ComposeService(source, name, service).read(builds)));
    }

    private static Set<String> names(Yaml root) {
        return root.get("services").map(Yaml::members).orElse(Map.of()).keySet();
    }

    /** Reads what a file includes; {@code chain} is the files that led there. */
    private void include(ComposeProject project, String path, List<String> chain, List<Build> builds) {
        for (var included : includes.of(project, path)) {
            if (Collections.disjoint(included.paths(), chain) && isAffordable(included, path)) {
                var names = new LinkedHashSet<String>();
                included.paths().forEach(file -> documents.root(file).ifPresent(root -> names.addAll(names(root))));
                read(included, names, builds);
                var longer =
                        Stream.concat(chain.stream(), included.paths().stream()).toList();
                included.paths().forEach(file -> include(included, file, longer, builds));
            }
        }
    }

    /** A few files that include each other several times would be read without end. */
    private boolean isAffordable(ComposeProject included, String by) {
        var cost = included.paths().stream()
                .mapToLong(file -> 1
                        + documents
                                .root(file)
                                .map(ComposeReader::names)
                                .orElse(Set.of())
                                .size())
                .sum();
        return findings.takes(Budget.Kind.INCLUDED_SERVICES, cost, by);
    }
}
