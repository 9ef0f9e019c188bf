package dev.pinwheel.watch;

import dev.pinwheel.event.CandidateHeld;
import dev.pinwheel.event.NoOpMove;
import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Watch;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.Resolution;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Tells what a tag's digest means for pins, by the platforms of both. */
final class Moves {

    private final Shapes shapes;
    private final Settling settling;

    Moves(Shapes shapes, Settling settling) {
        this.shapes = shapes;
        this.settling = settling;
    }

    /**
     * What is pinned of a tag, as far as it can still be read.
     *
     * @param wasTagged whether the ledger saw the tag at every one of the digests
     * @param hasVanished whether one of them cannot be pulled any more: then no other is the same
     */
    record Pinned(Watch watch, List<Shape> shapes, boolean wasTagged, boolean hasVanished) {

        private boolean isAt(Digest digest) {
            return shapes.stream().allMatch(shape -> shape.digest().equals(digest));
        }

        /** The platform that the pins are for, where each is one platform's manifest and not what the tag was at. */
        Optional<Shape.Child> single() {
            return !wasTagged && !shapes.isEmpty() && shapes.stream().noneMatch(Shape::isIndex)
                    ? Optional.of(shapes.getFirst().children().getFirst())
                    : Optional.empty();
        }
    }

    /** What this digest means for these pins. */
    Move judge(Pinned pinned, Digest seen) {
        if (pinned.shapes().isEmpty()) {
            return new Move.Onward(seen);
        }
        try {
            var shape = shapes.of(pinned.watch().repository(), seen);
            var single = pinned.single();
            return single.isPresent() ? single(pinned, single.get(), shape) : whole(pinned, shape);
        } catch (RegistryException e) {
            var kind = e.failure() instanceof Resolution.Unknown
                    ? CandidateHeld.Kind.UNPULLABLE
                    : CandidateHeld.Kind.UNREADABLE;
            return new Move.Held(kind, String.valueOf(e.getMessage()));
        }
    }

    private Move single(Pinned pinned, Shape.Child pin, Shape seen) throws RegistryException {
        if (!pinned.shapes().stream()
                .allMatch(shape -> shape.children().getFirst().isLike(pin))) {
            return new Move.Held(CandidateHeld.Kind.PLATFORM, mixed("manifests of different platforms", pinned));
        }
        var like = seen.like(pin);
        if (like.size() != 1) {
            return new Move.Held(
                    CandidateHeld.Kind.PLATFORM,
                    "the pin is a manifest for " + pin + ", of which the tag's digest has "
                            + (like.isEmpty() ? "none: it has " + names(seen.children()) : "more than one"));
        }
        return compared(pinned, like.getFirst().manifest(), like);
    }

    private Move whole(Pinned pinned, Shape seen) throws RegistryException {
        if (!pinned.wasTagged() && pinned.shapes().stream().anyMatch(shape -> !shape.isIndex())) {
            return new Move.Held(CandidateHeld.Kind.PLATFORM, mixed("an index and a single manifest", pinned));
        }
        var missing = pinned.shapes().stream()
                .flatMap(shape -> shape.children().stream())
                .filter(child -> settling.needs(child.platform()))
                .filter(child -> seen.like(child).isEmpty())
                .toList();
        return missing.isEmpty()
                ? compared(pinned, seen.digest(), seen.children())
                : new Move.Held(
                        CandidateHeld.Kind.UNSETTLED,
                        "it lacks " + names(missing)
                                + ", which the pinned one has; held until a digest has them again");
    }

    /** All pins of a tag move to one digest, so they have to be of one kind. */
    private static String mixed(String what, Pinned pinned) {
        var each = pinned.shapes().stream()
                .map(shape -> shape.digest().abbreviated() + " for " + names(shape.children()))
                .collect(Collectors.joining("; "));
        return "the files pin " + what + " (" + each + "), and all pins of a tag move together: pin the index"
                + " everywhere, or one platform's manifest everywhere";
    }

    private static String names(List<Shape.Child> children) {
        return children.isEmpty()
                ? "no platform"
                : children.stream().map(Shape.Child::toString).distinct().collect(Collectors.joining(", "));
    }

    /** Whether anything that is pinned changes, the cheapest question first. */
    private Move compared(Pinned pinned, Digest target, List<Shape.Child> seen) throws RegistryException {
        if (pinned.hasVanished() && !pinned.isAt(target)) {
            return new Move.Onward(target);
        }
        var changes = changes(pinned, seen);
        if (changes.isEmpty()) {
            return new Move.NoOp(
                    target, NoOpMove.Kind.MANIFESTS, "the manifest of every platform is the one that is pinned");
        }
        if (settling.sameContentMoves() || !sameContent(pinned.watch(), changes)) {
            return new Move.Onward(target);
        }
        return new Move.NoOp(
                target,
                NoOpMove.Kind.ROOTFS,
                "every platform has the root filesystem and the config that are pinned, dates aside");
    }

    /** A platform's manifest as it is pinned and as it would be; none would be where the pinned index is empty. */
    private record Change(Digest before, Optional<Digest> after) {}

    private List<Change> changes(Pinned pinned, List<Shape.Child> seen) {
        var changes = new ArrayList<Change>();
        for (var shape : pinned.shapes()) {
            var needed = needed(shape);
            if (needed.isEmpty()) {
                changes.add(new Change(shape.digest(), Optional.empty()));
            }
            for (var child : needed) {
                var like = seen.stream()
                        .filter(child::isLike)
                        .map(Shape.Child::manifest)
                        .toList();
                if (!like.contains(child.manifest())) {
                    changes.add(new Change(child.manifest(), like.stream().findFirst()));
                }
            }
        }
        return changes;
    }

    private List<Shape.Child> needed(Shape shape) {
        var needed = shape.children().stream()
                .filter(child -> settling.needs(child.platform()))
                .toList();
        return needed.isEmpty() ? shape.children() : needed;
    }

    private boolean sameContent(Watch watch, List<Change> changes) throws RegistryException {
        for (var change : changes) {
            if (change.after().isEmpty()
                    || !shapes.sameContent(
                            watch.repository(), change.before(), change.after().get())) {
                return false;
            }
        }
        return true;
    }
}
