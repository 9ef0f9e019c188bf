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
import java.util.regex.Pattern;

/** The list of what refers to a manifest, which a registry gives page by page (distribution spec 1.1, 3.2.7). */
final class ReferrerPages {

    private static final int MOST = 10_000;
    private static final int MOST_PAGES = 100;
    private static final Pattern NEXT = Pattern.compile("<([^<>]{1,4096})>\\s*;[^,]*rel=\"?next\"?");
    private static final String TYPE = ManifestType.OCI_INDEX.mediaType();

    /** One page, and where the next one is. */
    record Page(List<Referrer> referrers, Optional<String> next) {}

    private final String repository;
    private final String path;
    private final List<Referrer> referrers = new ArrayList<>();
    private Optional<String> next;
    private int pages;

    ReferrerPages(String repository, Digest subject) {
        this.repository = repository;
        this.path = "/v2/" + repository + "/referrers/" + subject;
        this.next = Optional.of(path);
    }

    /** What to ask for next, until there is no more. */
    Optional<Request> next() {
        return next.map(page -> Request.of(Method.GET, repository, page, TYPE));
    }

    Page read(Answer answer) throws Trouble {
        var mediaType = answer.header("Content-Type").orElse("");
        if (ManifestType.of(mediaType).filter(ManifestType.OCI_INDEX::equals).isEmpty()) {
            answer.body().close();
            throw Trouble.malformed("the registry sent '" + Warnings.shown(mediaType) + "', which is no list of them");
        }
        var bytes = answer.bytes(Images.MAX_MANIFEST);
        var content = new Content(new Descriptor(TYPE, Digest.of(bytes), bytes.length), bytes);
        try {
            return new Page(Referrer.listIn(content), following(answer));
        } catch (RegistryException e) {
            throw Trouble.malformed("the registry sent a list that cannot be read: " + e.getMessage());
        }
    }

    /** Adds a page that was asked for. */
    void add(Page page) throws Trouble {
        pages++;
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

    List<Referrer> referrers() {
        return List.copyOf(referrers);
    }
}
