package dev.pinwheel.watch;

import dev.pinwheel.event.Event;
import dev.pinwheel.event.History;
import dev.pinwheel.event.PinVanished;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** Reads what is pinned of a tag, and notices what of it has vanished. */
final class PinnedShapes {

    private final Shapes shapes;
    private final History history;
    private final Vanished vanished;

    PinnedShapes(Shapes shapes, History history, Vanished vanished) {
        this.shapes = shapes;
        this.history = history;
        this.vanished = vanished;
    }

    /**
     * What these pins stand for; one that has vanished and was never read is left out.
     *
     * @throws RegistryException if one of them cannot be read although it may be there
     */
    Moves.Pinned of(Watch watch, List<Digest> pinned, Consumer<Event> note) throws RegistryException {
        var read = new ArrayList<Shape>();
        for (var digest : pinned) {
            try {
                read.add(shapes.of(watch.repository(), digest));
            } catch (RegistryException e) {
                if (!(e.failure() instanceof Resolution.Unknown)) {
                    throw e;
                }
                vanished.found(new Pin(watch, digest), List.of(), e.failure().reason())
                        .ifPresent(note);
            }
        }
        var wasTagged = pinned.stream()
                .allMatch(digest -> history.firstSeen(watch, digest).isPresent());
        return new Moves.Pinned(watch, read, wasTagged, urgency(watch, pinned).isPresent());
    }

    /** Why these pins cannot wait, if one of them has vanished. */
    Optional<String> urgency(Watch watch, List<Digest> pinned) {
        var gone = pinned.stream()
                .flatMap(digest -> vanished.of(new Pin(watch, digest)).stream())
                .map(PinnedShapes::sentence)
                .toList();
        return gone.isEmpty() ? Optional.empty() : Optional.of(String.join("; ", gone));
    }

    private static String sentence(PinVanished gone) {
        var what = gone.missing().isEmpty()
                ? ""
                : " for " + gone.missing().stream().collect(Collectors.joining(", "));
        return "the pinned " + gone.digest().abbreviated() + what + " has vanished from its registry, as seen at "
                + gone.at();
    }
}
