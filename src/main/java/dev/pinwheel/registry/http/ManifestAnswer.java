package dev.pinwheel.registry.http;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.Cause;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Images;
import dev.pinwheel.registry.ManifestType;
import java.util.Locale;
import java.util.Optional;

/** What a registry answered when it was asked for a manifest; what it says of it is held against its bytes. */
record ManifestAnswer(Answer answer) {

    private static final String CONTENT_TYPE = "Content-Type";
    private static final String SCHEMA_1 = "application/vnd.docker.distribution.manifest.v1";

    /** What the headers say of the manifest, if they say everything. */
    Optional<Descriptor> announced() throws Trouble {
        if (answer.header(CONTENT_TYPE).isEmpty()) {
            return Optional.empty();
        }
        var type = type();
        var digest = digest();
        var size = answer.header("Content-Length").flatMap(ManifestAnswer::size);
        return digest.flatMap(hash -> size.map(bytes -> new Descriptor(type.mediaType(), hash, bytes)));
    }

    /** The manifest, which hashes to what the registry calls it, if it calls it anything. */
    Content content() throws Trouble {
        var type = type();
        var announced = digest();
        var bytes = answer.bytes(Images.MAX_MANIFEST);
        if (announced.isPresent() && !announced.get().matches(bytes)) {
            throw Trouble.invalid(
                    Cause.WRONG_DIGEST,
                    "the registry calls it " + announced.get() + " and its bytes hash to " + Digest.of(bytes));
        }
        return content(type, announced.orElseGet(() -> Digest.of(bytes)), bytes);
    }

    /** The manifest that was asked for by this digest, whatever the registry calls it. */
    Content content(Digest digest) throws Trouble {
        var type = type();
        var bytes = answer.bytes(Images.MAX_MANIFEST);
        if (!digest.matches(bytes)) {
            throw Trouble.invalid(Cause.WRONG_DIGEST, "the bytes that the registry sent hash to " + Digest.of(bytes));
        }
        return content(type, digest, bytes);
    }

    private static Content content(ManifestType type, Digest digest, byte[] bytes) {
        return new Content(new Descriptor(type.mediaType(), digest, bytes.length), bytes);
    }

    private ManifestType type() throws Trouble {
        var mediaType = answer.header(CONTENT_TYPE).orElse("");
        var type = ManifestType.of(mediaType);
        if (type.isEmpty()) {
            answer.body().close();
            throw Trouble.malformed(
                    mediaType.toLowerCase(Locale.ROOT).startsWith(SCHEMA_1)
                            ? "the registry has it as Docker schema 1 only, which cannot be pinned by a stable digest;"
                                    + " push it again with a current builder"
                            : "the registry sent '" + Warnings.shown(mediaType)
                                    + "', which is no manifest that is read");
        }
        return type.get();
    }

    private Optional<Digest> digest() throws Trouble {
        var text = answer.header("Docker-Content-Digest");
        try {
            return text.map(Digest::parse);
        } catch (IllegalArgumentException e) {
            answer.body().close();
            throw Trouble.malformed("the registry sent a malformed digest: '" + Warnings.shown(text.orElse("")) + "'");
        }
    }

    private static Optional<Long> size(String length) {
        return length.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(length)) : Optional.empty();
    }
}
