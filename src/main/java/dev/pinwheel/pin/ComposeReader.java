package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Finds the images that Compose files ask for, and the builds.
 *
 * @see <a href="https://docs.docker.com/reference/compose-file/">Compose file reference</a>
 */
final class ComposeReader {

    private static final String IMAGE_CONTEXT = "docker-image://";

    private final Findings findings;
    private final Set<String> paths;

    ComposeReader(Findings findings, Set<String> paths) {
        this.findings = findings;
        this.paths = paths;
    }

    /** Notes the images and returns the builds of Dockerfiles. */
    List<Build> read(String path) {
        var builds = new ArrayList<Build>();
        findings.read(path).ifPresent(content -> {
            try {
                var services = Yaml.parse(content).flatMap(root -> root.get("services"));
                services.ifPresent(all -> {
                    var template = new Template(environment(path));
                    all.members().forEach((name, service) -> new Service(path, name, service, template).read(builds));
                });
            } catch (IllegalArgumentException e) {
                findings.problem(path, 0, String.valueOf(e.getMessage()));
            }
        });
        return builds;
    }

    /** What {@code .env} beside the file sets. */
    private Map<String, Text> environment(String path) {
        return Paths.resolve(Paths.directory(path), ".env")
                .filter(paths::contains)
                .flatMap(findings::read)
                .map(Assignment::values)
                .orElse(Map.of());
    }

    /** One service of a file. */
    private final class Service {

        private final String path;
        private final String name;
        private final Yaml service;
        private final Template template;

        Service(String path, String name, Yaml service, Template template) {
            this.path = path;
            this.name = name;
            this.service = service;
            this.template = template;
        }

        void read(List<Build> builds) {
            var build = service.get("build");
            if (build.isEmpty()) {
                service.get("image").ifPresent(image -> use(image, "image"));
                return;
            }
            attempt(build.get(), () -> build(build.get(), builds));
        }

        private void attempt(Yaml at, Runnable reading) {
            try {
                reading.run();
            } catch (IllegalArgumentException e) {
                findings.problem(path, at.line(), "service " + name + ": " + e.getMessage());
            }
        }

        private void use(Yaml image, String instruction) {
            attempt(image, () -> text(image)
                    .filter(text -> !text.isEmpty())
                    .ifPresent(text -> findings.use(text, by(image, instruction))));
        }

        private Optional<Text> text(Yaml scalar) {
            return scalar.text().map(template::fill);
        }

        private UsedBy by(Yaml at, String instruction) {
            return new UsedBy(path, at.line(), "service " + name + " " + instruction, Optional.empty());
        }

        private void build(Yaml build, List<Build> builds) {
            build.get("additional_contexts").ifPresent(this::contexts);
            var arguments = build.get("args").map(this::pairs).orElse(Map.of());
            var inline = build.get("dockerfile_inline");
            if (inline.isPresent()) {
                var content = text(inline.get()).orElse(Text.EMPTY);
                new DockerfileReader(findings).readInline(path, inline.get().lineBeforeText(), content, arguments);
                return;
            }
            var context = build.text().isPresent()
                    ? build.text()
                    : build.get("context").flatMap(Yaml::text);
            var written = build.get("dockerfile")
                    .flatMap(this::text)
                    .map(Text::toString)
                    .orElse("Dockerfile");
            dockerfile(context.map(template::fill).map(Text::toString).orElse("."), written)
                    .ifPresent(file -> builds.add(new Build(file, arguments, by(build, "build"))));
        }

        /** The Dockerfile's path; absent where the context is not in this tree. */
        private Optional<String> dockerfile(String context, String written) {
            var file = Paths.dockerfile(Paths.directory(path), context, written);
            if (file.isPresent() && !paths.contains(file.get())) {
                throw new IllegalArgumentException("builds " + file.get() + ", which is not here");
            }
            return file;
        }

        /** A mapping, or a list of {@code name=value}; names without a value come from outside. */
        private Map<String, Text> pairs(Yaml given) {
            var pairs = new HashMap<String, Text>();
            given.members()
                    .forEach((key, value) ->
                            text(value).filter(text -> !text.isEmpty()).ifPresent(text -> pairs.put(key, text)));
            for (var item : given.items()) {
                text(item).ifPresent(text -> {
                    var equals = text.chars().indexOf('=');
                    if (equals > 0) {
                        pairs.put(text.part(0, equals).chars(), text.from(equals + 1));
                    }
                });
            }
            return pairs;
        }

        private void contexts(Yaml given) {
            pairs(given).forEach((key, value) -> {
                if (value.chars().startsWith(IMAGE_CONTEXT)) {
                    findings.use(value.from(IMAGE_CONTEXT.length()), by(given, "additional_contexts " + key));
                }
            });
        }
    }
}
