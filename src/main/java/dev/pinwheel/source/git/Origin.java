package dev.pinwheel.source.git;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.eclipse.jgit.lib.Repository;
import org.eclipse.jgit.transport.URIish;

/**
 * Where a source's git repository is.
 *
 * @param url {@code https://…}, {@code http://…}, {@code file://…} or a path, without credentials in it
 * @param branch the branch to read; absent for the one that the repository's HEAD names
 * @param credentials who we are there; they are sent to this host only
 */
public record Origin(String url, Optional<String> branch, Optional<Credentials> credentials) {

    private static final Set<String> SCHEMES = Set.of("https", "http", "file");
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    public Origin {
        if (!url.contains("://")) {
            url = Path.of(url).toAbsolutePath().normalize().toString();
        }
        var uri = parse(url);
        if (uri.getUser() != null || uri.getPass() != null) {
            throw new IllegalArgumentException("a git URL carries no credentials; name them beside it: " + hidden(url));
        }
        if (uri.isRemote() && !SCHEMES.contains(uri.getScheme())) {
            throw new IllegalArgumentException("git URLs start with https, http or file, or are paths: " + url);
        }
        if (credentials.isPresent() && "http".equals(uri.getScheme()) && !LOOPBACK.contains(uri.getHost())) {
            throw new IllegalArgumentException("credentials are not sent over plain http: " + url);
        }
        if (branch.isPresent() && !Repository.isValidRefName("refs/heads/" + branch.get())) {
            throw new IllegalArgumentException("not a branch name: '" + branch.get() + "'");
        }
    }

    private static URIish parse(String url) {
        try {
            return new URIish(url);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("not a git URL: '" + hidden(url) + "'", e);
        }
    }

    private static String hidden(String url) {
        return url.replaceFirst("//[^/@]*@", "//•••@");
    }

    URIish uri() {
        return parse(url);
    }

    /** Whether this address is on the host and port that the credentials are for. */
    boolean covers(URI address) {
        return authority(URI.create(url)).equals(authority(address));
    }

    private static String authority(URI address) {
        var scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        var port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return scheme + "://" + String.valueOf(address.getHost()).toLowerCase(Locale.ROOT) + ":" + port;
    }
}
