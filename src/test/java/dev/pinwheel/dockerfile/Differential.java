package dev.pinwheel.dockerfile;

import dev.pinwheel.image.Reference;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/** Holds what Pinwheel says that builds pull against what a real builder asks a real registry for. */
final class Differential {

    private static final int AT_ONCE = 6;
    private static final String REJECTS = "rejects";
    private static final String PULLS = "pulls ";

    private final Path directory;
    private final CorpusRegistry registry;
    private final RealBuilder builder;

    Differential(Path directory, CorpusRegistry registry, RealBuilder builder) {
        this.directory = directory;
        this.registry = registry;
        this.builder = builder;
    }

    /** A Dockerfile of the corpus in a namespace of its own, and how its build went. */
    private record Built(Corpus.Case dockerfile, String namespace, RealBuilder.Build build) {}

    /** Builds the whole corpus and says where the builder does not do what is expected of it. */
    List<String> differences() throws IOException, InterruptedException, ExecutionException {
        var builds = new ArrayList<Callable<Built>>();
        for (var dockerfile : Corpus.cases()) {
            var namespace = "c" + builds.size();
            if (!known(dockerfile).startsWith("crashes")) {
                builds.add(() -> build(dockerfile, namespace));
            }
        }
        var differences = new ArrayList<String>();
        try (var builders = Executors.newFixedThreadPool(AT_ONCE)) {
            for (var built : builders.invokeAll(builds)) {
                difference(built.get()).ifPresent(differences::add);
            }
        }
        return differences;
    }

    private Built build(Corpus.Case dockerfile, String namespace) throws IOException, InterruptedException {
        for (var image : offered(dockerfile, namespace)) {
            registry.offer(namespace, image);
        }
        var context = Files.createDirectory(directory.resolve(namespace));
        Files.createFile(context.resolve("f"));
        Files.write(context.resolve("Dockerfile"), place(dockerfile, namespace).content());
        var order = new RealBuilder.Order(
                context,
                place(dockerfile, namespace).arguments(),
                dockerfile.fact("platform"),
                dockerfile.fact("target"));
        return new Built(dockerfile, namespace, builder.build(order));
    }

    private Corpus.Placed place(Corpus.Case dockerfile, String namespace) {
        return dockerfile.at(
                registry.host() + "/" + namespace, registry.digest(namespace).toString());
    }

    /** What either of them may ask for. */
    private Set<String> offered(Corpus.Case dockerfile, String namespace) {
        var images = new TreeSet<>(said(dockerfile, namespace).orElse(Set.of()));
        images.addAll(known(dockerfile).startsWith(PULLS) ? listed(dockerfile) : dockerfile.pulls());
        return images;
    }

    private Optional<String> difference(Built built) throws IOException {
        var digest = registry.digest(built.namespace()).toString();
        var said = said(built.dockerfile(), built.namespace())
                .map(images -> names(images, digest).toString())
                .orElse(REJECTS);
        var known = known(built.dockerfile());
        var wanted = known.isEmpty() ? said : known;
        if (known.startsWith(PULLS)) {
            wanted = names(listed(built.dockerfile()), digest).toString();
        }
        var got = built.build().isRejected() && wanted.equals(REJECTS)
                ? REJECTS
                : names(registry.askedForIn(built.namespace()), digest).toString();
        if (!known.isEmpty() && wanted.equals(said)) {
            return Optional.of(built.dockerfile() + ": " + builder.name() + " is said to differ, and does not");
        }
        return got.equals(wanted)
                ? Optional.empty()
                : Optional.of(built.dockerfile() + ": wanted " + wanted + ", got " + got + "\n"
                        + built.build().output() + "\n");
    }

    /** What Pinwheel says that the build pulls; absent if it says that the builder rejects the file. */
    private Optional<Set<String>> said(Corpus.Case dockerfile, String namespace) {
        var placed = place(dockerfile, namespace);
        var images = Dockerfile.parse("Dockerfile", placed.content()).images(placed.request());
        if (!images.faults().isEmpty()) {
            return Optional.empty();
        }
        var said = new TreeSet<String>();
        for (var use : images.needed()) {
            try {
                said.add(placed.shortened(
                        Reference.parse(use.reference().toString()).toString()));
            } catch (IllegalArgumentException noReference) {
                return Optional.empty();
            }
        }
        return Optional.of(said);
    }

    /** What the corpus says of this builder where it differs, without the reason. */
    private String known(Corpus.Case dockerfile) {
        return dockerfile.fact(builder.name()).orElse("").replaceFirst(";.*", "");
    }

    private Set<String> listed(Corpus.Case dockerfile) {
        var images = known(dockerfile).substring(PULLS.length());
        return images.equals("-") ? Set.of() : Set.of(images.split(" "));
    }

    /**
     * What is asked for of each image: its digest where there is one, and otherwise its tag; a builder
     * that asked for a tag goes on with the digest that it got.
     */
    private static Set<String> names(Set<String> images, String digest) {
        var names = new TreeSet<String>();
        for (var image : images) {
            var at = image.indexOf('@');
            var name = at < 0 ? image : image.substring(0, at);
            var colon = name.indexOf(':');
            if (image.endsWith("@DIG") || image.endsWith("@" + digest)) {
                names.add((colon < 0 ? name : name.substring(0, colon)) + "@DIG");
            } else if (colon > 0 || at < 0) {
                names.add(colon > 0 ? name : name + ":latest");
            }
        }
        return names;
    }
}
