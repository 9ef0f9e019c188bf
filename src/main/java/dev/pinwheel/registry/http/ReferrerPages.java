package dev.pinwheel.registry.http;

import dev.pinwheel.image.Descriptor;
import dev.pinwheel.image.Digest;
import dev.pinwheel.registry.Content;
import dev.pinwheel.registry.Images;
import dev.pinwheel.registry.ManifestType;
import dev.pinwheel.registry.Referrer;
import dev.pinwheel.registry.RegistryException;
import dev.pinwheel.registry.http.Request.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The list of what refers to a manifest, which a registry gives page by page (distribution spec 1.1, 3.2.7). */
final class ReferrerPages {

    private static final int MOST = 10_000;
    private static final int MOST_PAGES = 100;

    /** The most bytes that all pages may have together. */
    private static final int MOST_BYTES = 4 * Images.MAX_MANIFEST;

    /** What registries without the referrers API answer, besides something that is no list. */
    private static final Set<Integer> NO_LIST = Set.of(400, 404, 405, 406, 501);

    private static final Pattern NEXT = Pattern.compile("<([^<>]{1,4096})>\\s*;[^,]*rel=\"?next\"?");
    private static final String TYPE = ManifestType.OCI_INDEX.mediaType();

    /** One page, how large it was, and where the next one is. */
    record Page(List<Referrer> referrers, int bytes, Optional<String> next) {}

    private final String repository;
    private final String path;
    private final List<Referrer> referrers = new ArrayList<>();
    private Optional<String> next;
    private int pages;
    private int bytes;

    ReferrerPages(String repository, Digest subject) {
        this.repository = repository;
        this.path = "/v2/" + repository + "/referrers/" + subject;
        this.next = Optional.of(path);
    }

    /** What to ask for next, until there is no more. */
    Optional<Request> next() {
        return next.map(page -> Request.of(Method.GET, repository, page, TYPE))
                .map(request -> pages == 0 ? request.orAnsweredBy(NO_LIST) : request);
    }

    /** A page, if the registry keeps a list; that it has only a part of one is a failure. */
    Optional<Page> read(Answer answer) throws Trouble {
        var mediaType = answer.header("Content-Type").orElse("");
        if (answer.status() == 200
                && ManifestType.of(mediaType)
                        .filter(ManifestType.OCI_INDEX::equals)
                        .isPresent()) {
            return Optional.of(page(answer));
        }
        answer.discard();
        if (pages > 0) {
            throw Trouble.malformed("the registry sent '" + Warnings.shown(mediaType) + "', which is no list of them");
        }
        return Optional.empty();
    }

    private Page page(Answer answer) throws Trouble {
        var page = answer.bytes(Math.min(Images.MAX_MANIFEST, MOST_BYTES - bytes));
        var content = new Content(new Descriptor(TYPE, Digest.of(page), page.length), page);
        try {
            return new Page(Referrer.listIn(content), page.length, following(answer));
        } catch (RegistryException e) {
            throw Trouble.malformed("the registry sent a list that cannot be read: " + e.getMessage());
        }
    }

    /** Adds a page that was asked for, or learns that there is none. */
    void add(Optional<Page> answered) throws Trouble {
        next = Optional.empty();
        if (answered.isPresent()) {
            add(answered.get());
        }
    }

    private void add(Page page) throws Trouble {
        pages++;
        bytes += page.bytes();
        if (pages > MOST_PAGES || referrers.size() + page.referrers().size() > MOST) {
            throw Trouble.malformed(
                    "the registry sent a list of more than " + MOST + " of them or " + MOST_PAGES + " pages");
        }
        referrers.addAll(page.referrers());
        next = page.next();
    }

    /** Only another part of the same list is a next page. */
    private Optional<String> following(Answer answer) throws Trouble {
        var link = NEXT.matcher(String.join(",", answer.headers("Link")));
        if (!link.find()) {
            return Optional.empty();
        }
        try {
            var target = answer.from().resolve(new URI(link.group(1)));
            if (!Origin.of(target).equals(Origin.of(answer.from())) || !path.equals(target.getPath())) {
                throw Trouble.malformed("the registry sent a list that goes on elsewhere");
            }
            return Optional.of(
                    path + "?" + Optional.ofNullable(target.getRawQuery()).orElse(""));
        } catch (URISyntaxException e) {
            throw Trouble.malformed("the registry sent a list that goes on at a malformed address");
        }
    }

    /** All of them, if the registry keeps a list. */
    Optional<List<Referrer>> referrers() {
        return pages == 0 ? Optional.empty() : Optional.of(List.copyOf(referrers));
    }
}
