package dev.pinwheel.registry.http;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.http.Request.Method;
import java.io.InputStream;
import java.util.Optional;

/** One registry's side of the OCI distribution API, as far as it is read; nothing is believed unhashed. */
final class Distribution {

    /** The largest manifest that is read, in bytes; registries accept no larger ones. */
    static final int MAX_MANIFEST = 4 * 1024 * 1024;

    private final Endpoint endpoint;
    private final Lane looks;
    private final Lane downloads;
    private final Warnings warnings;

    Distribution(Endpoint endpoint, int concurrency, Warnings warnings) {
        this.endpoint = endpoint;
        this.looks = new Lane(concurrency);
        this.downloads = new Lane(concurrency);
        this.warnings = warnings;
    }

    /** What a tag points at: by HEAD, and by the hash of the manifest where that does not say it. */
    Descriptor resolve(String repository, String tag) throws Trouble {
        return looks.during(() -> {
            var answer = ask(Method.HEAD, repository, "/manifests/" + tag);
            var type = type(answer);
            var digest = digest(answer);
            var size = answer.header("Content-Length").flatMap(Distribution::size);
            return digest.isPresent() && size.isPresent()
                    ? new Descriptor(type.mediaType(), digest.get(), size.get())
                    : hashed(repository, tag).descriptor();
        });
    }

    private Content hashed(String repository, String tag) throws Trouble {
        var answer = ask(Method.GET, repository, "/manifests/" + tag);
        var type = type(answer);
        var bytes = answer.bytes(MAX_MANIFEST);
        var announced = digest(answer);
        if (announced.isPresent() && !announced.get().matches(bytes)) {
            throw Trouble.invalid(
                    "the registry calls it " + announced.get() + " and its bytes hash to " + Digest.of(bytes));
        }
        return new Content(
                new Descriptor(type.mediaType(), announced.orElseGet(() -> Digest.of(bytes)), bytes.length), bytes);
    }

    Content manifest(String repository, Digest digest) throws Trouble {
        return looks.during(() -> {
            var answer = ask(Method.GET, repository, "/manifests/" + digest);
            var type = type(answer);
            var bytes = answer.bytes(MAX_MANIFEST);
            if (!digest.matches(bytes)) {
                throw Trouble.invalid("the bytes that the registry sent hash to " + Digest.of(bytes));
            }
            return new Content(new Descriptor(type.mediaType(), digest, bytes.length), bytes);
        });
    }

    /** A blob's bytes as they come, not yet hashed; {@code tried} names what fails while they are read. */
    InputStream blob(String repository, Descriptor blob, String tried) throws Trouble {
        downloads.enter();
        try {
            var answer = endpoint.ask(new Request(
                    Method.GET, repository, "/v2/" + repository + "/blobs/" + blob.digest(), Optional.empty()));
            return new Download(answer.body(), tried, downloads::leave);
        } catch (Trouble | RuntimeException e) {
            downloads.leave();
            throw e;
        }
    }

    private Answer ask(Method method, String repository, String path) throws Trouble {
        var answer = endpoint.ask(
                new Request(method, repository, "/v2/" + repository + path, Optional.of(ManifestType.ACCEPT)));
        warnings.in(answer);
        return answer;
    }

    private static ManifestType type(Answer answer) throws Trouble {
        var mediaType = answer.header("Content-Type").orElse("");
        var type = ManifestType.of(mediaType);
        if (type.isEmpty()) {
            answer.body().close();
            throw Trouble.invalid(
                    mediaType.contains("manifest.v1+")
                            ? "the registry has it as Docker schema 1 only, which cannot be pinned by a stable digest"
                            : "the registry sent '" + Warnings.shown(mediaType) + "', which is no manifest");
        }
        return type.get();
    }

    private static Optional<Digest> digest(Answer answer) throws Trouble {
        var text = answer.header("Docker-Content-Digest");
        try {
            return text.map(Digest::parse);
        } catch (IllegalArgumentException e) {
            throw Trouble.invalid("the registry sent a malformed digest: '" + Warnings.shown(text.orElse("")) + "'");
        }
    }

    private static Optional<Long> size(String length) {
        return length.matches("[0-9]{1,18}") ? Optional.of(Long.valueOf(length)) : Optional.empty();
    }
}
