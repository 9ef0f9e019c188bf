package dev.pinwheel.image;

import java.util.Optional;

/**
 * A whole image reference, normalised as distribution/reference does: {@code python:3.11@sha256:…}
 * is {@code docker.io/library/python:3.11@sha256:…}.
 */
public record Reference(Repository repository, Optional<Tag> tag, Optional<Digest> digest) {

    /**
     * Reads a reference in its familiar or its full form.
     *
     * @throws IllegalArgumentException if it is not one; the message says which part is wrong
     */
    public static Reference parse(String text) {
        var rest = text;
        var digest = Optional.<Digest>empty();
        var at = rest.indexOf('@');
        if (at >= 0) {
            digest = Optional.of(Digest.parse(rest.substring(at + 1)));
            rest = rest.substring(0, at);
        }
        var tag = Optional.<Tag>empty();
        var colon = rest.lastIndexOf(':');
        if (colon > rest.lastIndexOf('/')) {
            tag = Optional.of(new Tag(rest.substring(colon + 1)));
            rest = rest.substring(0, colon);
        }
        return new Reference(repository(rest), tag, digest);
    }

    private static Repository repository(String name) {
        if (Grammar.IDENTIFIER.matcher(name).matches()) {
            throw new IllegalArgumentException("an image's ID, not the name of a repository: '" + name + "'");
        }
        var slash = name.indexOf('/');
        var first = slash < 0 ? "" : name.substring(0, slash);
        if (!RegistryHost.isWrittenAsHost(first)) {
            return new Repository(RegistryHost.DOCKER_HUB, name);
        }
        var path = name.substring(slash + 1);
        return first.equals("index.docker.io")
                ? new Repository(RegistryHost.DOCKER_HUB, path)
                : new Repository(new RegistryHost(first), path);
    }

    /** The watch for this reference's tag, if it has one. */
    public Optional<Watch> watch() {
        return tag.map(named -> new Watch(repository, named));
    }

    /** The pin, if this reference has both a tag and a digest. */
    public Optional<Pin> pin() {
        return watch().flatMap(watch -> digest.map(pinned -> new Pin(watch, pinned)));
    }

    @Override
    public String toString() {
        return repository
                + tag.map(value -> ":" + value).orElse("")
                + digest.map(value -> "@" + value).orElse("");
    }
}
