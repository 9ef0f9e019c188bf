package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What Compose files include, each with the variables of who includes it over those of its own {@code .env}.
 *
 * @see <a href="https://docs.docker.com/reference/compose-file/include/">include</a>
 */
final class ComposeIncludes {

    private static final String NO_FILE = "/dev/null";

    private final Findings findings;
    private final ComposeDocuments documents;

    ComposeIncludes(Findings findings, ComposeDocuments documents) {
        this.findings = findings;
        this.documents = documents;
    }

    /** The projects that a file of a project includes; what is not here is a problem, and what is elsewhere is left out. */
    List<ComposeProject> of(ComposeProject project, String path) {
        var items = documents
                .root(path)
                .flatMap(root -> root.get("include"))
                .map(Yaml::items)
                .orElse(List.of());
        var included = new ArrayList<ComposeProject>();
        for (var item : items) {
            try {
                new Item(project, path, item).project().ifPresent(included::add);
            } catch (IllegalArgumentException e) {
                findings.problem(path, item.line(), "include: " + e.getMessage());
            }
        }
        return included;
    }

    /** A path, or a mapping whose {@code path} is one or several. */
    private final class Item {

        private final ComposeProject project;
        private final String path;
        private final Yaml yaml;

        Item(ComposeProject project, String path, Yaml yaml) {
            this.project = project;
            this.path = path;
            this.yaml = yaml;
        }

        Optional<ComposeProject> project() {
            var written = texts(yaml.get("path").orElse(yaml));
            if (written.isEmpty()) {
                throw new IllegalArgumentException("it names no file");
            }
            if (written.stream().anyMatch(Item::isElsewhere)) {
                return Optional.empty();
            }
            var files = written.stream().flatMap(file -> here(file).stream()).toList();
            return files.isEmpty() ? Optional.empty() : Optional.of(of(files));
        }

        private ComposeProject of(List<String> files) {
            var directory = yaml.get("project_directory")
                    .flatMap(given -> texts(given).stream().findFirst())
                    .map(given -> resolve(given)
                            .orElseThrow(
                                    () -> new IllegalArgumentException("its project_directory is outside: " + given)))
                    .orElse(Paths.directory(files.getFirst()));
            var template = documents.template(project.template(), environment(directory), path);
            return new ComposeProject(files, directory, template);
        }

        /** The files of variables: those that are named, or {@code .env}. */
        private List<String> environment(String directory) {
            var named = yaml.get("env_file");
            return named.isEmpty()
                    ? Paths.resolve(directory, ".env").filter(documents::has).stream()
                            .toList()
                    : texts(named.get()).stream()
                            .filter(file -> !file.equals(NO_FILE))
                            .flatMap(file -> here(file).stream())
                            .toList();
        }

        private Optional<String> here(String written) {
            var file = resolve(written).filter(documents::has);
            if (file.isEmpty()) {
                findings.problem(path, yaml.line(), "includes " + written + ", which is not here");
            }
            return file;
        }

        private Optional<String> resolve(String written) {
            return Paths.resolve(project.directory(), written);
        }

        /** One text, or those of a sequence. */
        private List<String> texts(Yaml given) {
            return (given.items().isEmpty() ? Stream.of(given) : given.items().stream())
                    .flatMap(item -> item.text().stream())
                    .map(project.template()::fill)
                    .map(Text::toString)
                    .toList();
        }

        private static boolean isElsewhere(String written) {
            return written.contains("://") || written.startsWith("git@");
        }
    }
}
