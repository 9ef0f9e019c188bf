package dev.pinwheel.web.hook;

import dev.pinwheel.Hands;
import dev.pinwheel.event.Event;
import dev.pinwheel.event.Recorded;
import dev.pinwheel.event.Source;
import dev.pinwheel.image.Repository;
import dev.pinwheel.image.Tag;
import dev.pinwheel.journal.Journal;
import dev.pinwheel.journal.Journals;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** A door with real hooks before a real ledger, for which everything below registry.example.com/base is watched. */
final class Gate implements Watched, AutoCloseable {

    static final SharedSecret SECRET = new SharedSecret("correct-horse-battery");
    static final Source APP = new Source("https://github.com/acmecorp/app.git");

    /** More sources than one message may ask for looks. */
    static final List<Source> MANY = IntStream.range(0, 1_000)
            .mapToObj(number -> new Source("https://github.com/acmecorp/part-" + number))
            .toList();

    private final Hands clock = new Hands();
    private final Tally tally = new Tally();
    private final List<Event> told = Collections.synchronizedList(new ArrayList<>());
    private final Path data;
    private Journal journal;
    private Door door;

    Gate(Path data) {
        this.data = data;
        this.journal = Journals.open(data, clock);
        this.door = door();
    }

    /** Another process takes the ledger up. */
    void restart() {
        journal.close();
        journal = Journals.open(data, clock);
        door = door();
    }

    private Door door() {
        var branches = new HashMap<Source, Optional<String>>();
        branches.put(APP, Optional.empty());
        MANY.forEach(source -> branches.put(source, Optional.empty()));
        var repositories = new GitRepositories(branches);
        var scope = new Scope("registry.example.com");
        var headers = List.of("X-Signature");
        var signed = new Proof.Signed(headers, "sha256=", Hmac.SHA256, SECRET);
        Sender bug = delivery -> {
            throw new IllegalStateException("a bug of ours met " + delivery);
        };
        var hooks = List.of(
                new Hook("generic", new Generic(clock), signed, Optional.of(scope), Intake.of(5, clock)),
                new Hook("quay", new Quay(scope), new Proof.InPath(SECRET), Optional.of(scope), Intake.of(5, clock)),
                new Hook(
                        "registry",
                        new Distribution(scope),
                        new Proof.InPath(SECRET),
                        Optional.of(scope),
                        Intake.of(5, clock)),
                new Hook("broken", bug, new Proof.InPath(SECRET), Optional.of(scope), Intake.of(5, clock)),
                new Hook("github", new GitHub(scope, "pinwheel/"), signed, Optional.of(scope), Intake.of(5, clock)),
                new Hook(
                        "grid",
                        new EventGrid(scope),
                        new Proof.InPath(SECRET),
                        Optional.of(scope),
                        Intake.of(5, clock)));
        return new Door(hooks, new Noting(this, repositories, this::tell, clock), tally);
    }

    private Recorded<?> tell(Event event) {
        var recorded = journal.append(event);
        told.add(recorded.event());
        return recorded;
    }

    @Override
    public boolean watches(Repository repository, Optional<Tag> tag) {
        return repository.toString().startsWith("registry.example.com/base/");
    }

    @Override
    public Repository meant(Repository named) {
        return named;
    }

    Hands clock() {
        return clock;
    }

    Door current() {
        return door;
    }

    Answer post(String hook, Delivery delivery) {
        return door.receive(door.find("/hooks/" + hook).orElseThrow().hook(), delivery);
    }

    Answer permit(String hook, Delivery delivery) {
        return door.permit(door.find("/hooks/" + hook).orElseThrow().hook(), delivery);
    }

    long entries() {
        return journal.entries().head().size();
    }

    List<Event> told() {
        return told;
    }

    Map<String, Map<String, Long>> counts() {
        return tally.counts();
    }

    void closeLedger() {
        journal.close();
    }

    @Override
    public void close() {
        journal.close();
    }
}
