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
    record Source(Findings findings, ComposeDocuments documents, ComposeProject project) {

        Template template() {
            return project.template();
        }
    }

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
        service.get("volumes").ifPresent(this::volumes);
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
            var used = known(image.top(), "image");
            used.ifPresent(text -> {
                use(text, by(image.top(), "image"));
                fallbacks(image.top(), text).forEach(dead -> use(dead, by(image.top(), "image"))
                        .ifPresent(pin -> findings.override(pin, text)));
            });
            for (var below : image.all()) {
                if (isProject(below) && !below.path().equals(image.top().path()) && used.isPresent()) {
                    text(below)
                            .filter(text -> !text.spans().equals(used.get().spans()))
                            .flatMap(text -> use(text, by(below, "image")))
                            .ifPresent(dead -> findings.override(dead, used.get()));
                }
            }
        });
    }

    /** The text; absent if nothing is written. */
    private Optional<Text> known(Layer scalar, String what) {
        var filled = text(scalar);
        var written = scalar.yaml().text().filter(text -> !text.isEmpty());
        if (written.isPresent() && filled.filter(Text::isEmpty).isPresent()) {
            throw new IllegalArgumentException(
                    "what %s is is not known: %s is empty here, and so to be set in the environment"
                            .formatted(what, written.get()));
        }
        return filled.filter(text -> !text.isEmpty());
    }

    /** The images that are mounted as volumes. */
    private void volumes(Layers volumes) {
        for (var layer : volumes.all()) {
            for (var item : layer.yaml().items()) {
                var volume = layer.of(item);
                var isImage = item.get("type")
                        .flatMap(type -> text(layer.of(type)))
                        .filter(type -> type.chars().equals("image"));
                isImage.flatMap(type -> item.get("source"))
                        .map(layer::of)
                        .ifPresent(source -> attempt(volume, () -> known(source, "volumes.source")
                                .ifPresent(image -> findings.use(image, by(source, "volumes")))));
            }
        }
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
        var arguments = build.get("args")
                .map(args -> new ComposePairs(args, source.template()).arguments())
                .orElse(BuildArguments.NONE);
        var by = by(build.top(), "build");
        var inline = build.get("dockerfile_inline");
        if (inline.isPresent()) {
            var at = inline.get().top();
            var only = new Build(at.path(), arguments, contexts, platforms(build), by);
            new DockerfileReader(findings).readInline(at.yaml().lineBeforeText(), text(at).orElse(Text.EMPTY), only);
            return;
        }
        var written = build.get("dockerfile")
                .flatMap(file -> text(file.top()))
                .map(Text::toString)
                .orElse("Dockerfile");
        dockerfile(build, written)
                .ifPresentOrElse(
                        file -> builds.add(new Build(file, arguments, contexts, platforms(build), by)),
                        () -> new RemoteBuild(findings, by).note(arguments.given()));
    }

    /** Those of the build, or else the service's. */
    private List<Platform> platforms(Layers build) {
        var named = build.get("platforms").map(Layers::all).orElse(List.of());
        var listed = named.stream()
                .flatMap(layer -> layer.yaml().items().stream().flatMap(item -> text(layer.of(item)).stream()))
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
        var from = context.map(Layer::directory).orElse(source.project().directory());
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
                        : layer.yaml().get("context").map(context -> layer.of(context)).stream())
                .findFirst();
    }

    /** The images that stand in for names in the Dockerfile, by these names; one that is laid over is dead. */
    private Map<String, Text> contexts(Layers given) {
        var images = new HashMap<String, Text>();
        var pairs = new ComposePairs(given, source.template());
        for (var pair : pairs.all()) {
            var counts = pairs.uppermost(pair);
            if (pair.value().chars().startsWith(IMAGE_CONTEXT) && (pair.equals(counts) || pair.isDeadUnder(counts))) {
                var image = pair.value().from(IMAGE_CONTEXT.length());
                var used = findings.use(image, by(pair.layer(), "additional_contexts " + pair.name()));
                if (pair.equals(counts)) {
                    images.put(pair.name(), image);
                } else {
                    used.ifPresent(dead -> findings.override(dead, counts.value()));
                }
            }
        }
        return images;
    }
}
