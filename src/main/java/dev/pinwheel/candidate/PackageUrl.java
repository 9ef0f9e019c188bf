package dev.pinwheel.candidate;

import dev.pinwheel.image.Digest;
import dev.pinwheel.image.Platform;
import dev.pinwheel.image.Repository;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * The name of a package or an image that is the same everywhere, in its canonical form.
 *
 * @see <a href="https://github.com/package-url/purl-spec">Package URL</a>
 */
public record PackageUrl(String text) {

    private static final Pattern FORM = Pattern.compile("pkg:[a-z][a-z0-9.+-]*/[!-~]{1,2000}");
    private static final String PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789.-_~:";

    public PackageUrl {
        if (!FORM.matcher(text).matches()) {
            throw new IllegalArgumentException("not a package URL: '" + text + "'");
        }
    }

    /**
     * A Debian package.
     *
     * @param system the distribution and its release, such as {@code debian 12.15}
     */
    public static PackageUrl debian(String system, String name, String version, String architecture) {
        var distribution = system.split(" ", 2);
        return new PackageUrl("pkg:deb/" + encoded(distribution[0].toLowerCase(Locale.ROOT)) + "/"
                + encoded(name.toLowerCase(Locale.ROOT)) + "@" + encoded(version) + "?arch=" + encoded(architecture)
                + "&distro=" + encoded(system.replace(' ', '-')));
    }

    /** An image of a repository. */
    static PackageUrl image(Repository repository, Digest digest, Platform platform) {
        var path = repository.path();
        var name = path.substring(path.lastIndexOf('/') + 1);
        return new PackageUrl("pkg:oci/" + encoded(name) + "@" + encoded(digest.toString()) + "?arch="
                + encoded(platform.architecture()) + "&repository_url=" + encoded(repository.toString()));
    }

    private static String encoded(String part) {
        var text = new StringBuilder();
        for (var octet : part.getBytes(StandardCharsets.UTF_8)) {
            if (PLAIN.indexOf(octet) >= 0) {
                text.append((char) octet);
            } else {
                text.append('%').append(String.format("%02X", octet & 0xff));
            }
        }
        return text.toString();
    }

    @Override
    public String toString() {
        return text;
    }
}
