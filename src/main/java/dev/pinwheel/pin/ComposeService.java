package dev.pinwheel.pin;

import dev.pinwheel.dockerfile.Text;
import dev.pinwheel.image.Platform;
import dev.pinwheel.pin.Layers.Layer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One service of a Compose file: the image that it runs, or the build. */
final class ComposeService {

    private static final String IMAGE_CONTEXT = "docker-image://";

    /** Where services stand, and what fills in their variables. */
    record Source(Findings findings, ComposeDocuments documents, Template template, String path) {}

    private final Source source;
    private final Findings findings;
    private final String name;
    private final Layers service;

    ComposeService(Source source, String name, Layers service) {
        this.source = source;
        this.findings = source.findings();
        this.name = name;
        this.service = service;
    }

    void read(List<Build> builds) {
        var build = service.get("build");
        if (build.isEmpty()) {
            service.get("image").ifPresent(this::image);
        } else {
            attempt(build.get().top(), () -> build(build.get(), builds));
        }
    }

    private void attempt(Layer at, Runnable reading) {
        try {
            reading.run();
        } catch (IllegalArgumentException e) {
            findings.problem(at.path(), at.yaml().line(), "service " + name + ": " + e.getMessage());
        }
    }

    /** The image of the uppermost layer; it is dead what those below name. */
    private void image(Layers image) {
        attempt(image.top(), () -> {
            var used = text(image.top()).filter(text -> !text.isEmpty());
            used.ifPresent(text -> {
                use(text, by(image.top(), "image"));
                fallbacks(image.top(), text).forEach(dead -> use(dead, by(image.top(), "image"))
                        .ifPresent(pin -> findings.override(pin, text)));
            });
            for (var below : image.all()) {
                if (isProject(below) && !below.path().equals(image.top().path()) && used.isPresent()) {
                    text(below)
                            .filter(text -> !text.toString().equals(used.get().toString()))
                            .flatMap(text -> use(text, by(below, "image")))
                            .ifPresent(dead -> findings.override(dead, used.get()));
                }
            }
        });
    }

    private Optional<Findings.Same> use(Text image, UsedBy by) {
        return findings.use(image, platform().map(Text::toString), List.of(), by);
    }

    /** Whether a layer is of a file that is read for its own sake, and not only for what extends it. */
    private static boolean isProject(Layer layer) {
        return FileNames.areCompose(layer.path());
    }

    private Optional<Text> text(Layer scalar) {
        return scalar.yaml().text().map(source.template()::fill);
    }

    /** What a scalar's text would be without one of its variables, where that leads to another digest. */
    private Stream<Text> fallbacks(Layer scalar, Text live) {
        return scalar.yaml().text().stream()
                .flatMap(raw -> source.template().fallbacks(raw).stream())
                .filter(text -> WrittenReference.hasOtherDigest(text, live));
    }

    private UsedBy by(Layer at, String instruction) {
        return new UsedBy(at.path(), at.yaml().line(), "service " + name + " " + instruction, Optional.empty());
    }

    private void build(Layers build, List<Build> builds) {
        var contexts = build.get("additional_contexts").map(this::contexts).orElse(Map.of());
        var unknown = new HashMap<String, String>();
        var arguments = build.get("args").map(args -> pairs(args, unknown)).orElse(Map.of());
        var inline = build.get("dockerfile_inline");
        if (inline.isPresent()) {
            var at = inline.get().top();
            new DockerfileReader(findings)
                    .readInline(at.path(), at.yaml().lineBeforeText(), text(at).orElse(Text.EMPTY), arguments);
            return;
        }
        var written = build.get("dockerfile")
                .flatMap(file -> text(file.top()))
                .map(Text::toString)
                .orElse("Dockerfile");
        dockerfile(build, written)
                .ifPresent(file -> builds.add(
                        new Build(file, arguments, unknown, contexts, platforms(build), by(build.top(), "build"))));
    }

    /** Those of the build, or else the service's. */
    private List<Platform> platforms(Layers build) {
        var named = build.get("platforms").map(Layers::all).orElse(List.of());
        var listed = named.stream()
                .flatMap(layer ->
                        layer.yaml().items().stream().flatMap(item -> text(new Layer(layer.path(), item)).stream()))
                .toList();
        var asked = listed.isEmpty() ? platform().stream().toList() : listed;
        return asked.stream()
                .map(text -> Platform.parse(text.toString()))
                .distinct()
                .toList();
    }

    private Optional<Text> platform() {
        return service.get("platform").flatMap(asked -> text(asked.top())).filter(text -> !text.isEmpty());
    }

    /** The Dockerfile's path; absent where the context is not in this tree. */
    private Optional<String> dockerfile(Layers build, String written) {
        var context = context(build);
        var from = Paths.directory(context.map(Layer::path).orElse(source.path()));
        var file = Paths.dockerfile(
                from, context.flatMap(this::text).map(Text::toString).orElse("."), written);
        if (file.isPresent() && !source.documents().has(file.get())) {
            throw new IllegalArgumentException("builds " + file.get() + ", which is not here");
        }
        return file;
    }

    /** The uppermost of {@code build: path} and {@code build: {context: path}}. */
    private static Optional<Layer> context(Layers build) {
        return build.all().reversed().stream()
                .flatMap(layer -> layer.yaml().text().isPresent()
                        ? Optional.of(layer).stream()
                        : layer.yaml().get("context").map(context -> new Layer(layer.path(), context)).stream())
                .findFirst();
    }

    /** Mappings, or lists of {@code name=value}; a name without a value comes from the environment. */
    private Map<String, Text> pairs(Layers given, Map<String, String> unknown) {
        var pairs = new HashMap<String, Text>();
        for (var layer : given.all()) {
            layer.yaml().members().forEach((key, value) -> {
                if (value.isNull()) {
                    source.template().value(key).ifPresent(text -> pairs.put(key, text));
                } else {
                    text(new Layer(layer.path(), value)).ifPresent(text -> pairs.put(key, text));
                }
            });
            for (var item : layer.yaml().items()) {
                text(new Layer(layer.path(), item)).ifPresent(text -> {
                    var equals = text.chars().indexOf('=');
                    var key = equals < 0 ? text.chars() : text.part(0, equals).chars();
                    var value = equals < 0 ? source.template().value(key) : Optional.of(text.from(equals + 1));
                    value.ifPresent(known -> pairs.put(key, known));
                });
            }
        }
        pairs.entrySet().removeIf(pair -> {
            if (pair.getValue().isEmpty()) {
                unknown.put(pair.getKey(), "empty here, and so to be set in the environment");
            }
            return pair.getValue().isEmpty();
        });
        return pairs;
    }

    /** The images that stand in for names in the Dockerfile, by these names. */
    private Map<String, Text> contexts(Layers given) {
        var images = new HashMap<String, Text>();
        pairs(given, new HashMap<>()).forEach((key, value) -> {
            if (value.chars().startsWith(IMAGE_CONTEXT)) {
                images.put(key, value.from(IMAGE_CONTEXT.length()));
                findings.use(images.get(key), by(given.top(), "additional_contexts " + key));
            }
        });
        return images;
    }
}
