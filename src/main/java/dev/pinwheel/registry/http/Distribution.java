package dev.pinwheel.registry.http;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Referrer;
import dev.pinwheel.registry.http.Request.Method;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** One registry's side of the OCI distribution API, as far as it is read; nothing is believed unhashed. */
final class Distribution {

    private final Endpoint endpoint;
    private final Lane looks;
    private final Lane downloads;

    Distribution(Endpoint endpoint, Quota quota) {
        this.endpoint = endpoint;
        this.looks = quota.looks();
        this.downloads = quota.downloads();
    }

    /** What a tag points at: by HEAD, and by the hash of the manifest where that does not say it. */
    Descriptor resolve(String repository, String tag) throws Trouble {
        return looks.during(() -> {
            var announced = announced(repository, tag);
            return announced.isPresent()
                    ? announced.get()
                    : endpoint.ask(manifest(Method.GET, repository, tag), answer -> new ManifestAnswer(answer)
                                    .content())
                            .descriptor();
        });
    }

    /** What is there under a digest, likewise; where a registry names it by another algorithm, by its hash. */
    Descriptor resolve(String repository, Digest digest) throws Trouble {
        return looks.during(() -> {
            var announced = announced(repository, digest.toString())
                    .filter(named -> named.digest().algorithm().equals(digest.algorithm()));
            return announced.isPresent()
                    ? announced.get()
                    : fetched(repository, digest).descriptor();
        });
    }

    private Optional<Descriptor> announced(String repository, String tag) throws Trouble {
        try {
            return endpoint.ask(
                    manifest(Method.HEAD, repository, tag), answer -> new ManifestAnswer(answer).announced());
        } catch (Trouble trouble) {
            if (trouble.isWorthAGet()) {
                return Optional.empty();
            }
            throw trouble;
        }
    }

    Content manifest(String repository, Digest digest) throws Trouble {
        return looks.during(() -> fetched(repository, digest));
    }

    private Content fetched(String repository, Digest digest) throws Trouble {
        return endpoint.ask(manifest(Method.GET, repository, digest.toString()), answer -> new ManifestAnswer(answer)
                .content(digest));
    }

    private static Request manifest(Method method, String repository, String reference) {
        return Request.of(method, repository, "/v2/" + repository + "/manifests/" + reference, ManifestType.ACCEPT);
    }

    /** What refers to a manifest, if the registry can list that. */
    Optional<List<Referrer>> referrers(String repository, Digest subject) throws Trouble {
        var pages = new ReferrerPages(repository, subject);
        return looks.during(() -> {
            while (pages.next().isPresent()) {
                pages.add(endpoint.ask(pages.next().get(), pages::read));
            }
            return pages.referrers();
        });
    }

    /** A blob's bytes as they come, not yet hashed; {@code tried} names what fails while they are read. */
    InputStream blob(String repository, Descriptor blob, String tried) throws Trouble {
        var path = "/v2/" + repository + "/blobs/" + blob.digest();
        downloads.enter();
        try {
            return new Download(
                    from -> endpoint.ask(Request.blob(repository, path, from), answer -> Download.rest(answer, from)),
                    tried,
                    downloads::leave);
        } catch (Trouble | RuntimeException e) {
            downloads.leave();
            throw e;
        }
    }
}
