package dev.pinwheel.web.hook;

import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import java.util.Optional;
import java.util.function.Predicate;

/** Watches the repositories that are chosen, each under its own name. */
public record Chosen(Predicate<Repository> repositories) implements Watched {

    @Override
    public boolean watches(Repository repository, Optional<Tag> tag) {
        return repositories.test(repository);
    }

    @Override
    public Repository meant(Repository named) {
        return named;
    }
}
