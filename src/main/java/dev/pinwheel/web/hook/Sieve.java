package dev.pinwheel.web.hook;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.LookAsked;
import dev.pinwheel.event.Source;
import dev.pinwheel.event.SourceChanged;
import dev.pinwheel.image.Digest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/** Tells the hints that concern us from the rest. */
final class Sieve {

    /** The most looks that one message may ask for; no sender's message that concerns us asks for so many. */
    static final int MOST = 256;

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,200}");

    private final Watched watched;
    private final GitRepositories repositories;
    private final Clock clock;

    Sieve(Watched watched, GitRepositories repositories, Clock clock) {
        this.watched = watched;
        this.repositories = repositories;
        this.clock = clock;
    }

    /**
     * What a message has for us. The sources that it can name are as many as are configured.
     *
     * @throws IllegalArgumentException if it asks for too many looks
     */
    Sifted sift(Hook hook, Delivery delivery, List<Notice> notices) {
        var left = new ArrayList<String>();
        var facts = new LinkedHashMap<String, Event>();
        for (var notice : notices) {
            switch (fact(hook, delivery, notice)) {
                case Found(var fact) -> facts.putIfAbsent(fact.getClass().getSimpleName() + " " + fact.key(), fact);
                case Left(var reason) -> left.add(reason);
            }
        }
        if (facts.values().stream().filter(LookAsked.class::isInstance).count() > MOST) {
            throw new IllegalArgumentException("it has more than " + MOST + " events that concern us");
        }
        return new Sifted(facts, left);
    }

    private sealed interface Fact {}

    private record Found(Event fact) implements Fact {}

    private record Left(String reason) implements Fact {}

    private Fact fact(Hook hook, Delivery delivery, Notice notice) {
        var id = id(notice, delivery);
        return switch (notice.hint()) {
            case Hint.Moved moved -> look(hook, id, moved);
            case Hint.Pushed pushed -> changed(repositories.reading(pushed), hook, id, "push");
            case Hint.Changed changed -> changed(repositories.at(changed.url()), hook, id, changed.what());
            case Hint.Nothing(var reason) -> new Left(reason);
        };
    }

    private Fact look(Hook hook, String id, Hint.Moved moved) {
        if (!hook.scope().map(scope -> scope.contains(moved.repository())).orElse(true)) {
            return new Left("this hook does not speak for " + moved.repository().host());
        }
        var meant = watched.meant(moved.repository());
        if (!watched.watches(meant, moved.tag())) {
            return new Left("nobody pins it");
        }
        return new Found(new LookAsked(now(), hook.name(), id, meant, moved.tag()));
    }

    private Fact changed(Optional<Source> source, Hook hook, String id, String what) {
        return source.<Fact>map(found -> new Found(new SourceChanged(now(), hook.name(), id, found, what)))
                .orElseGet(() -> new Left("its pins on that branch are not watched"));
    }

    /** Times in the ledger have milliseconds. */
    private Instant now() {
        return Instant.ofEpochMilli(clock.millis());
    }

    /** Where the sender vouches for no id, the same bytes are another message each time that they arrive. */
    private String id(Notice notice, Delivery delivery) {
        return notice.id()
                .map(id -> ID.matcher(id).matches() ? id : hashed(id))
                .orElseGet(() -> delivery.digest() + "@" + clock.millis());
    }

    private static String hashed(String id) {
        return Digest.of(id.getBytes(StandardCharsets.UTF_8)).toString();
    }
}
