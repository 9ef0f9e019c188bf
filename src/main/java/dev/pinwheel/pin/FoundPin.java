package dev.pinwheel.pin;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Pin;
import dev.pinwheel.image.Reference;
import dev.pinwheel.image.Tag;
import dev.pinwheel.image.Watch;
import java.util.List;
import java.util.Optional;

/**
 * An image that files ask for: a pin if it has a tag and a digest.
 *
 * @param reference as the builder resolves it, normalised, its aliases replaced
 * @param written the same before it was normalised
 * @param tag the reference's tag, or the one that a comment beside a bare digest names
 * @param platform the platform asked for; absent if that is the builder's to choose
 * @param usedBy what asks for it
 * @param sites where it is written: all of it in one piece, or else each part, in its order
 * @param overriddenBy where a build gives another value to an ARG that it is made of
 */
public record FoundPin(
        Reference reference,
        String written,
        Optional<Tag> tag,
        Optional<String> platform,
        List<UsedBy> usedBy,
        List<PinSite> sites,
        List<PinSite> overriddenBy) {

    public FoundPin {
        usedBy = List.copyOf(usedBy);
        sites = List.copyOf(sites);
        overriddenBy = List.copyOf(overriddenBy);
    }

    public Optional<Digest> digest() {
        return reference.digest();
    }

    public Optional<Watch> watch() {
        return tag.map(named -> new Watch(reference.repository(), named));
    }

    /** The pin, if there is both a tag and a digest. */
    public Optional<Pin> pin() {
        return watch().flatMap(watch -> digest().map(digest -> new Pin(watch, digest)));
    }

    /** The same at another digest, which is written behind {@code beforeDigest}. */
    FoundPin at(Digest other, String beforeDigest) {
        return new FoundPin(
                new Reference(reference.repository(), reference.tag(), Optional.of(other)),
                beforeDigest + "@" + other,
                tag,
                platform,
                usedBy,
                sites,
                overriddenBy);
    }

    /** Whether something runs or builds on it, and no build gives another value in its place. */
    public boolean ships() {
        return overriddenBy.isEmpty() && !usedBy.stream().allMatch(UsedBy::isListing);
    }

    /** Why this is no pin, and what would make it one; absent if it is one. */
    public Optional<String> unpinnedBecause() {
        if (digest().isEmpty()) {
            return Optional.of(
                    tag.isPresent()
                            ? "no digest: what the tag points at changes without a trace"
                            : "neither tag nor digest: the builder takes whatever 'latest' is");
        }
        return tag.isEmpty()
                ? Optional.of("no tag: nothing to watch; name it in a comment above, # pinwheel: tag=…")
                : Optional.empty();
    }
}
