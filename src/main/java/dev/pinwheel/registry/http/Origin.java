package dev.pinwheel.registry.http;

import dev.pinwheel.registry.Cause;
import java.net.URI;
import java.util.Locale;

/** A scheme, a host and a port: what credentials belong to. */
record Origin(String scheme, String host, int port) {

    /** The origin of an absolute HTTP or HTTPS address. */
    static Origin of(URI address) throws Trouble {
        var scheme = address.getScheme() == null ? "" : address.getScheme().toLowerCase(Locale.ROOT);
        var host = address.getHost();
        if (host == null || address.getPort() > 65_535 || !(scheme.equals("https") || scheme.equals("http"))) {
            throw Trouble.invalid(Cause.REDIRECT_REFUSED, "was sent to an address that is not one of HTTP");
        }
        if (address.getRawUserInfo() != null) {
            throw Trouble.invalid(Cause.REDIRECT_REFUSED, "was sent to an address with credentials in it, on " + host);
        }
        return new Origin(scheme, host.toLowerCase(Locale.ROOT), port(scheme, address.getPort()));
    }

    private static int port(String scheme, int written) {
        if (written >= 0) {
            return written;
        }
        return scheme.equals("https") ? 443 : 80;
    }

    boolean isEncrypted() {
        return scheme.equals("https");
    }

    /** The host, with its port where it is not the scheme's usual one. */
    String authority() {
        return port == port(scheme, -1) ? host : host + ":" + port;
    }

    @Override
    public String toString() {
        return scheme + "://" + authority();
    }
}
